import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { JobResult, jobRow } from '../job/index.ts'
import { PriceRoundType, ReceiptType } from './bidTypes.ts'
import { closePriceRound, openPriceRound } from './commands.ts'
import { submitShares } from './handIn.ts'
import { registerOfficerKey, resetSigningKey } from './keys.ts'
import { openBids } from './opening.ts'
import { preparePolicy, signPolicy } from './policy.ts'
import { restartRound } from './restart.ts'
import { submitBid, withdrawBid } from './submission.ts'

const RoundResult = resultUnion('RoundResult', PriceRoundType)
const ReceiptResult = resultUnion('ReceiptResult', ReceiptType)

const roundRow = (ctx: RequestContext, id: string) => ctx.db.prisma.priceRound.findUniqueOrThrow({ where: { id } })

const ShareInput = builder.inputType('ShareInput', {
  fields: t => ({
    sealedBidId: t.id({ required: true }),
    share: t.field({ type: 'Base64', required: true }),
    salt: t.field({ type: 'Base64', required: true }),
  }),
})

command(
  'openPriceRound',
  RoundResult,
  arg => ({ tenderId: arg.id({ required: true }), number: arg.int({ required: true }) }),
  async (ctx, args) => roundRow(ctx, await openPriceRound(ctx, args)),
)
command(
  'registerOfficerKey',
  RoundResult,
  arg => ({
    roundId: arg.id({ required: true }),
    publicKey: arg({ type: 'Base64', required: true }),
    signingKey: arg({ type: 'Base64', required: true }),
    keySignature: arg({ type: 'Base64', required: true }),
  }),
  async (ctx, args) => roundRow(ctx, await registerOfficerKey(ctx, args)),
)
command(
  'preparePolicy',
  RoundResult,
  arg => ({ roundId: arg.id({ required: true }) }),
  async (ctx, args) => roundRow(ctx, await preparePolicy(ctx, args)),
)
command(
  'signPolicy',
  RoundResult,
  arg => ({
    roundId: arg.id({ required: true }),
    signature: arg({ type: 'Base64', required: true }),
    share: arg({ type: 'Base64', required: true }),
    salt: arg({ type: 'Base64', required: true }),
  }),
  async (ctx, args) => roundRow(ctx, await signPolicy(ctx, args)),
)
command(
  'submitBid',
  ReceiptResult,
  arg => ({
    roundId: arg.id({ required: true }),
    declarationId: arg.id({ required: true }),
    envelope: arg({ type: 'Base64', required: true }),
    idempotencyKey: arg.string({ required: true }),
  }),
  (ctx, args) => submitBid(ctx, args),
)
command(
  'withdrawBid',
  ReceiptResult,
  arg => ({
    roundId: arg.id({ required: true }),
    declarationId: arg.id({ required: true }),
    idempotencyKey: arg.string({ required: true }),
  }),
  (ctx, args) => withdrawBid(ctx, args),
)
command(
  'closePriceRound',
  RoundResult,
  arg => ({ roundId: arg.id({ required: true }) }),
  async (ctx, args) => roundRow(ctx, await closePriceRound(ctx, args)),
)
command(
  'submitShares',
  DoneResult,
  arg => ({
    roundId: arg.id({ required: true }),
    shares: arg({ type: [ShareInput], required: true }),
    signature: arg({ type: 'Base64', required: true }),
  }),
  (ctx, args) => submitShares(ctx, args),
)
command(
  'openBids',
  JobResult,
  arg => ({ roundId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await openBids(ctx, args)),
)
command(
  'restartRound',
  RoundResult,
  arg => ({
    roundId: arg.id({ required: true }),
    closesAt: arg({ type: 'DateTime', required: true }),
    reason: arg.string({ required: true }),
    newKeys: arg.boolean({ required: true }),
  }),
  async (ctx, args) => roundRow(ctx, await restartRound(ctx, args)),
)
command(
  'resetSigningKey',
  DoneResult,
  arg => ({ userId: arg.id({ required: true }), reason: arg.string({ required: true }) }),
  (ctx, args) => resetSigningKey(ctx, args),
)
