import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { changePassword, grantsRights, importUsers, login, logout, needsSecondPerson } from './commands.ts'

const UserType = builder.prismaObject('User', {
  // Reached only through me, users and login, which guard themselves; login answers before there is a session.
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    login: t.exposeString('login'),
    displayName: t.exposeString('displayName'),
    role: t.exposeString('role'),
    hospitalId: t.exposeID('hospitalId', { nullable: true }),
    supplierId: t.exposeID('supplierId', { nullable: true }),
    distributorId: t.exposeID('distributorId', { nullable: true }),
    expertId: t.exposeID('expertId', { nullable: true }),
    cityId: t.exposeID('cityId', { nullable: true }),
    provinceId: t.exposeID('provinceId', { nullable: true }),
    body: t.exposeString('body', { nullable: true }),
    signingKey: t.expose('signingKey', {
      type: 'Base64',
      nullable: true,
      description: "An officer's long-lived Ed25519 public key, pinned at its first use.",
    }),
    locale: t.exposeString('locale'),
    factor: t.string({
      nullable: true,
      description:
        'Own account only: none, needed (a code or passkey is due), enrol (one has to be set up first) or done.',
      select: { id: true },
      resolve: (row, _args, ctx) => (ctx.holder.session?.person.userId === row.id ? ctx.holder.session.factor : null),
    }),
  }),
})

const UserFilter = builder.inputType('UserFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), role: t.string() }),
})

const UserInput = builder.inputType('UserInput', {
  fields: t => ({
    login: t.string({ required: true }),
    displayName: t.string({ required: true }),
    role: t.string({ required: true }),
    password: t.string({ required: true }),
    orgCode: t.string({
      description: 'Code of the hospital, supplier, distributor, expert, city or province, by role.',
    }),
    body: t.string(),
    totpSecret: t.string({ description: 'Base32 seed of a hardware token; who has a second factor keeps theirs.' }),
  }),
})

builder.queryField('me', t =>
  t.prismaField({
    type: 'User',
    nullable: true,
    authScopes: { may: 'me' },
    resolve: (query, _root, _args, ctx) =>
      ctx.holder.session
        ? ctx.db.prisma.user.findUnique({ ...query, where: { id: ctx.holder.session.person.userId } })
        : null,
  }),
)

listField('users', {
  model: 'User',
  filter: UserFilter,
  defaultSort: 'login',
  sort: {
    login: order => ({ login: order }),
    role: order => ({ role: order }),
    displayName: order => ({ displayName: order }),
  },
  where: (_ctx, filter): Prisma.UserWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    role: filter.role ?? undefined,
    OR: filter.q ? [{ login: { contains: filter.q } }, { displayName: { contains: filter.q } }] : undefined,
  }),
})

export const UserResult = resultUnion('UserResult', UserType)

command(
  'login',
  UserResult,
  arg => ({ login: arg.string({ required: true }), password: arg.string({ required: true }) }),
  async (ctx, args) => {
    const id = await login(ctx, args)
    return ctx.db.prisma.user.findUniqueOrThrow({ where: { id } })
  },
)
command(
  'logout',
  DoneResult,
  () => ({}),
  ctx => logout(ctx),
)
command(
  'changePassword',
  DoneResult,
  arg => ({ current: arg.string({ required: true }), next: arg.string({ required: true }) }),
  (ctx, args) => changePassword(ctx, args),
)
command(
  'importUsers',
  DoneResult,
  arg => ({ users: arg({ type: [UserInput], required: true }) }),
  (ctx, args) => importUsers(ctx, args.users),
  {
    secrets: ['password', 'totpSecret'],
    weighty: args => grantsRights(args.users),
    needed: (ctx, args) => needsSecondPerson(ctx, args.users),
  },
)
