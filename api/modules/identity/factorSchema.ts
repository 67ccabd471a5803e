import type { RequestContext } from '../../context.ts'
import { DEMO_LOGINS, DEMO_PASSWORD, demoSecret } from '../../demo.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import * as factor from './factor.ts'
import { findDemoSteps, type PasskeyFacts, readFactors } from './factorStore.ts'
import * as passkeys from './passkeys.ts'
import { UserResult } from './schema.ts'
import { demoCode } from './totp.ts'

const TotpEnrolmentType = builder.objectRef<factor.TotpEnrolment>('TotpEnrolment').implement({
  description: 'A TOTP secret that counts once a code has confirmed it.',
  authScopes: { anyone: true },
  fields: t => ({
    secret: t.exposeString('secret'),
    uri: t.exposeString('uri'),
    svg: t.exposeString('svg', { description: 'The uri as a QR code.' }),
  }),
})
const RecoveryCodesType = builder.objectRef<{ readonly codes: readonly string[] }>('RecoveryCodes').implement({
  description: 'Shown this once.',
  authScopes: { anyone: true },
  fields: t => ({ codes: t.stringList({ resolve: row => [...row.codes] }) }),
})
const ChallengeType = builder.objectRef<{ readonly options: unknown }>('Challenge').implement({
  description: 'Options for the WebAuthn API of the browser.',
  authScopes: { anyone: true },
  fields: t => ({ options: t.field({ type: 'JSON', resolve: row => row.options }) }),
})
const PasskeyType = builder.objectRef<PasskeyFacts>('Passkey').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeString('id'),
    name: t.exposeString('name'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
  }),
})

interface Factors {
  readonly hasTotp: boolean
  readonly recoveryCodesLeft: number
  readonly oidcIssuer: string | null
  readonly passkeys: readonly PasskeyFacts[]
}

const FactorsType = builder.objectRef<Factors>('Factors').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    hasTotp: t.exposeBoolean('hasTotp'),
    recoveryCodesLeft: t.exposeInt('recoveryCodesLeft'),
    oidcIssuer: t.exposeString('oidcIssuer', { nullable: true, description: 'Where else the person may sign in.' }),
    passkeys: t.field({ type: [PasskeyType], resolve: row => [...row.passkeys] }),
  }),
})

builder.queryField('factors', t =>
  t.field({
    type: FactorsType,
    description: 'The own second factors.',
    authScopes: { may: 'factors' },
    resolve: (_root, _args, ctx) => ctx.db.once(tx => readFactors(tx, ctx.actor?.userId ?? '')),
  }),
)

interface DemoLogin {
  readonly login: string
  readonly who: string
  readonly sees: string
}

const DemoLoginType = builder.objectRef<DemoLogin>('DemoLogin').implement({
  authScopes: { anyone: true },
  fields: t => ({
    login: t.exposeString('login'),
    who: t.exposeString('who'),
    sees: t.exposeString('sees'),
    password: t.string({ resolve: () => DEMO_PASSWORD }),
  }),
})

const PlatformType = builder.objectRef<{ readonly demo: boolean; readonly oidc: boolean }>('Platform').implement({
  authScopes: { anyone: true },
  fields: t => ({
    demo: t.exposeBoolean('demo'),
    oidc: t.exposeBoolean('oidc', { description: 'Whether people may sign in at another provider.' }),
    demoLogins: t.field({ type: [DemoLoginType], resolve: row => (row.demo ? demoLogins : []) }),
    demoCode: t.string({
      nullable: true,
      description: 'In a demo: a TOTP code of this account that has not been used yet; null where there is none.',
      args: { login: t.arg.string({ required: true }) },
      resolve: async (row, { login }, ctx) => {
        if (!row.demo) return null
        const used = (await ctx.db.once(tx => findDemoSteps(tx, [login]))).get(login)
        return used === undefined ? null : demoCode(demoSecret(login), used, Date.now() / 1000)
      },
    }),
  }),
})

const demoLogins: DemoLogin[] = DEMO_LOGINS.map(([login, who, sees]) => ({ login, who, sees }))

builder.queryField('platform', t =>
  t.field({
    type: PlatformType,
    description: 'What the sign-in page has to know of this site.',
    authScopes: { may: 'platform' },
    resolve: (_root, _args, ctx) => ({ demo: ctx.demo, oidc: ctx.oidc }),
  }),
)

const TotpEnrolmentResult = resultUnion('TotpEnrolmentResult', TotpEnrolmentType)
const RecoveryCodesResult = resultUnion('RecoveryCodesResult', RecoveryCodesType)
const ChallengeResult = resultUnion('ChallengeResult', ChallengeType)

const userRow = (ctx: RequestContext, id: string) => ctx.db.prisma.user.findUniqueOrThrow({ where: { id } })

command(
  'verifyTotp',
  UserResult,
  arg => ({ code: arg.string({ required: true }) }),
  async (ctx, args) => userRow(ctx, await factor.verifyTotp(ctx, args)),
)
command(
  'enrolTotp',
  TotpEnrolmentResult,
  () => ({}),
  ctx => factor.enrolTotp(ctx),
)
command(
  'confirmTotp',
  RecoveryCodesResult,
  arg => ({ code: arg.string({ required: true }) }),
  async (ctx, args) => ({ codes: await factor.confirmTotp(ctx, args) }),
)
command(
  'renewRecoveryCodes',
  RecoveryCodesResult,
  () => ({}),
  async ctx => ({ codes: await factor.renewRecoveryCodes(ctx) }),
)
command(
  'removeTotp',
  DoneResult,
  () => ({}),
  ctx => factor.removeTotp(ctx),
)
command(
  'offerPasskey',
  ChallengeResult,
  () => ({}),
  async ctx => ({ options: await passkeys.offerPasskey(ctx) }),
)
command(
  'addPasskey',
  DoneResult,
  arg => ({ name: arg.string({ required: true }), response: arg({ type: 'JSON', required: true }) }),
  (ctx, args) => passkeys.addPasskey(ctx, args),
)
command(
  'askPasskey',
  ChallengeResult,
  () => ({}),
  async ctx => ({ options: await passkeys.askPasskey(ctx) }),
)
command(
  'verifyPasskey',
  UserResult,
  arg => ({ response: arg({ type: 'JSON', required: true }) }),
  async (ctx, args) => userRow(ctx, await passkeys.verifyPasskey(ctx, args)),
)
command(
  'removePasskey',
  DoneResult,
  arg => ({ id: arg.string({ required: true }) }),
  (ctx, args) => passkeys.removePasskey(ctx, args),
)
command(
  'resetSecondFactor',
  DoneResult,
  arg => ({ userId: arg.id({ required: true }) }),
  (ctx, args) => factor.resetSecondFactor(ctx, { userId: String(args.userId) }),
)
