import { confirmable, PERMISSIONS } from '#domain/permissions.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { ProposalType } from '../../graphql/proposalType.ts'
import { withdrawProposal } from './commands.ts'
import { listOpen } from './store.ts'

const WATCHERS: readonly string[] = ['supervisor', 'auditor']

builder.queryField('proposals', t =>
  t.field({
    type: [ProposalType],
    description: 'What waits for a second person, newest first; without a tender, everywhere.',
    authScopes: { may: 'proposals' },
    args: { tenderId: t.arg.id() },
    resolve: (_root, args, ctx) => {
      const role = ctx.actor?.role
      if (!role) return []
      const actions = WATCHERS.includes(role) ? Object.keys(PERMISSIONS) : confirmable(role)
      return ctx.db.once(tx => listOpen(tx, actions, args.tenderId ? String(args.tenderId) : null))
    },
  }),
)

command(
  'withdrawProposal',
  DoneResult,
  arg => ({ id: arg.id({ required: true }) }),
  (ctx, args) => withdrawProposal(ctx, { id: String(args.id) }),
)
