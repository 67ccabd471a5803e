import { type Action, mayConfirm } from '#domain/permissions.ts'
import type { ProposalRow } from '../modules/proposal/index.ts'
import { builder } from './builder.ts'

/** What a two-person act answers to the first person, and what the second one sees before confirming. */
export const ProposalType = builder.objectRef<ProposalRow>('Proposal').implement({
  description: 'An act that waits for its second person: the same call by somebody else carries it out.',
  // Reached only through the acts' results and `proposals`, which guard themselves.
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    action: t.exposeString('action'),
    tenderId: t.exposeID('tenderId', { nullable: true }),
    args: t.field({
      type: 'JSON',
      description: 'What will be recorded, as it was sent; secrets are shown as keyed hashes.',
      resolve: row => row.args,
    }),
    argsHash: t.exposeString('argsHash'),
    proposedBy: t.exposeString('proposedBy'),
    at: t.expose('at', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    tenderTitle: t.exposeString('tenderTitle', { nullable: true }),
    roundNumber: t.exposeInt('roundNumber', { nullable: true }),
    runNumber: t.exposeInt('runNumber', { nullable: true }),
    userName: t.exposeString('userName', { nullable: true }),
    caseName: t.exposeString('caseName', {
      nullable: true,
      description: 'The declaration, notice, complaint or review sheet that it is about, in words.',
    }),
    isMine: t.boolean({ resolve: (row, _args, ctx) => row.proposerId === ctx.actor?.userId }),
    mayConfirm: t.boolean({
      resolve: (row, _args, ctx) =>
        ctx.actor !== null && row.proposerId !== ctx.actor.userId && mayConfirm(ctx.actor.role, row.action as Action),
    }),
  }),
})
