import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { endOtherSessions, endSession, issuePasswordReset, resetPassword } from './account.ts'
import { bindOidc, unbindOidc } from './oidc.ts'
import type { IssuedReset } from './resetStore.ts'
import { listSessions, type OwnSession } from './sessionStore.ts'

const SessionType = builder.objectRef<OwnSession>('Session').implement({
  description: 'A signed-in browser of the own account.',
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    agent: t.exposeString('agent'),
    address: t.exposeString('address'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime' }),
    isThis: t.boolean({ resolve: (row, _args, ctx) => row.id === ctx.holder.session?.id }),
  }),
})

const PasswordResetType = builder.objectRef<IssuedReset>('PasswordReset').implement({
  description: 'The token of the page /reset/<token>, told this once.',
  authScopes: { signedIn: true },
  fields: t => ({
    token: t.exposeString('token'),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
})

const OidcStartType = builder.objectRef<{ readonly url: string }>('OidcStart').implement({
  description: 'Where the browser goes on to bind an identity.',
  authScopes: { signedIn: true },
  fields: t => ({ url: t.exposeString('url') }),
})

const OidcStartResult = resultUnion('OidcStartResult', OidcStartType)
const PasswordResetResult = resultUnion('PasswordResetResult', PasswordResetType)

builder.queryField('sessions', t =>
  t.field({
    type: [SessionType],
    authScopes: { may: 'sessions' },
    resolve: (_root, _args, ctx) => ctx.db.once(tx => listSessions(tx, ctx.actor?.userId ?? '')),
  }),
)

command(
  'endSession',
  DoneResult,
  arg => ({ id: arg.id({ required: true }) }),
  (ctx, args) => endSession(ctx, { id: String(args.id) }),
)
command(
  'endOtherSessions',
  DoneResult,
  () => ({}),
  ctx => endOtherSessions(ctx),
)
command(
  'issuePasswordReset',
  PasswordResetResult,
  arg => ({ userId: arg.id({ required: true }) }),
  (ctx, args) => issuePasswordReset(ctx, { userId: String(args.userId) }),
)
command(
  'resetPassword',
  DoneResult,
  arg => ({ token: arg.string({ required: true }), next: arg.string({ required: true }) }),
  (ctx, args) => resetPassword(ctx, args),
)
command(
  'bindOidc',
  OidcStartResult,
  arg => ({ current: arg.string({ required: true }) }),
  (ctx, args) => bindOidc(ctx, args),
)
command(
  'unbindOidc',
  DoneResult,
  () => ({}),
  ctx => unbindOidc(ctx),
)
