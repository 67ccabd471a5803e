import { hex } from '#domain/bytes.ts'
import { faultOf, splitReason } from '#domain/openingRecord.ts'
import { mayReadPrice } from '#domain/permissions.ts'
import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { listField, slice } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { type OfficerKeyRow, officerKeys } from './keyStore.ts'
import {
  countHandedIn,
  countSealedBids,
  listSealedBids,
  officersPresent,
  type SealedBidQuery,
  type SealedBidRow,
} from './openingStore.ts'
import { receiptAgain } from './receipts.ts'
import type { Receipt } from './submission.ts'

/** Who sees every bid, once the round is closed. */
const ALL_SEEING: readonly (string | undefined)[] = ['office', 'officer', 'supervisor', 'auditor']

/** A key, and for those who may count bids how many its officer has handed something in for. */
type ShownKey = OfficerKeyRow & { readonly handedIn: number | null }

const OfficerKeyType = builder.objectRef<ShownKey>('OfficerKey').implement({
  description: "An officer's public keys for a round, and what they signed.",
  authScopes: { may: 'priceRounds' },
  fields: t => ({
    ordinal: t.exposeInt('ordinal'),
    code: t.exposeString('login', { description: 'Their code in the policy.' }),
    body: t.exposeString('body'),
    displayName: t.exposeString('displayName'),
    publicKey: t.expose('publicKey', { type: 'Base64' }),
    signingKey: t.expose('signingKey', { type: 'Base64' }),
    keySignature: t.expose('keySignature', { type: 'Base64' }),
    policySignature: t.expose('policySignature', { type: 'Base64', nullable: true }),
    handedIn: t.exposeInt('handedIn', {
      nullable: true,
      description: 'How many envelopes they gave a share (or a complaint) for. Bidders do not count bids: null.',
    }),
  }),
})

builder.prismaObject('RoundPolicy', {
  description: 'A policy that a round has or had.',
  authScopes: { may: 'priceRounds' },
  fields: t => ({
    version: t.exposeInt('version'),
    policy: t.exposeString('policy'),
    hash: t.exposeString('hash'),
    reason: t.exposeString('reason', {
      nullable: true,
      description: "Why it replaced the one before, in the office's words or as `documents:<hash of the new version>`.",
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
})

export const PriceRoundType = builder.prismaObject('PriceRound', {
  authScopes: { may: 'priceRounds' },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    number: t.exposeInt('number'),
    status: t.exposeString('status'),
    officersNeeded: t.exposeInt('officersNeeded', { description: 'How many officers are needed to open.' }),
    closesAt: t.expose('closesAt', { type: 'DateTime', nullable: true }),
    policy: t.exposeString('policy', { nullable: true }),
    policyHash: t.exposeString('policyHash', { nullable: true }),
    policyVersion: t.exposeInt('policyVersion', { description: 'Envelopes sealed under an earlier one are void.' }),
    restartReason: t.exposeString('restartReason', { nullable: true }),
    policies: t.relation('policies', { query: { orderBy: { version: 'asc' } } }),
    drillEnvelope: t.expose('drillEnvelope', {
      type: 'Base64',
      nullable: true,
      description: "The dummy bid that every officer's key has to open before the round takes bids.",
    }),
    platformPublicKey: t.expose('platformPublicKey', { type: 'Base64' }),
    manifest: t.exposeString('manifest', { nullable: true }),
    manifestHash: t.exposeString('manifestHash', { nullable: true }),
    openedAt: t.expose('openedAt', { type: 'DateTime', nullable: true }),
    recordHash: t.exposeString('recordHash', { nullable: true }),
    officerKeys: t.field({
      type: [OfficerKeyType],
      select: { id: true, policyVersion: true },
      resolve: ({ id: roundId, policyVersion: version }, _args, ctx) =>
        ctx.db.tx(async tx => {
          const keys = await officerKeys(tx, { roundId, version })
          const counts = ALL_SEEING.includes(ctx.actor?.role) ? await countHandedIn(tx, { roundId, version }) : null
          return keys.map(key => ({ ...key, handedIn: counts && (counts.get(key.ordinal) ?? 0) }))
        }),
    }),
  }),
})

builder.queryField('priceRounds', t =>
  t.prismaField({
    type: ['PriceRound'],
    authScopes: { may: 'priceRounds' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (query, _root, args, ctx) =>
      ctx.db.prisma.priceRound.findMany({
        ...query,
        where: { tenderId: args.tenderId },
        orderBy: { number: 'asc' },
      }),
  }),
)

export const ReceiptType = builder.objectRef<Receipt>('Receipt').implement({
  description: 'Proof that an entry is stored and in the log; the client compares the leaf with its own.',
  authScopes: { may: 'submitBid' },
  fields: t => ({
    sealedBidId: t.exposeID('sealedBidId'),
    seq: t.exposeInt('seq'),
    leaf: t.string({ resolve: receipt => hex(receipt.leaf) }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime' }),
    anchor: t.field({
      type: 'JSON',
      description: "The entry's row of the audit log, sealedBid:<leaf>, and its inclusion proof.",
      resolve: receipt => receipt.anchor,
    }),
    checkpoint: t.exposeString('checkpoint', { description: 'Signed checkpoint that covers the row (C2SP text).' }),
  }),
})

const SealedBidType = builder.objectRef<SealedBidRow>('SealedBid').implement({
  authScopes: { may: 'sealedBids' },
  fields: t => ({
    id: t.exposeID('id'),
    roundId: t.exposeID('roundId'),
    declarationId: t.exposeID('declarationId'),
    seq: t.exposeInt('seq'),
    leaf: t.string({ resolve: bid => hex(bid.leaf) }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime' }),
    withdrawn: t.boolean({ resolve: bid => bid.envelope === null }),
    envelope: t.expose('envelope', { type: 'Base64', nullable: true }),
    policyVersion: t.exposeInt('policyVersion'),
    isStale: t.exposeBoolean('isStale', { description: 'Sealed under an earlier policy: void, seal again.' }),
    receipt: t.field({
      type: ReceiptType,
      nullable: true,
      description: 'Proof that the entry is in the log, made anew; for its own supplier.',
      resolve: (bid, _args, ctx) => receiptAgain(ctx, bid),
    }),
  }),
})

interface SealedPage {
  readonly query: SealedBidQuery | null
  readonly skip: number
  readonly take: number
}

const SealedBidPage = builder.objectRef<SealedPage>('SealedBidPage').implement({
  authScopes: { may: 'sealedBids' },
  fields: t => ({
    items: t.field({
      type: [SealedBidType],
      resolve: ({ query, ...page }, _args, ctx) => (query ? ctx.db.tx(tx => listSealedBids(tx, query, page)) : []),
    }),
    total: t.int({ resolve: ({ query }, _args, ctx) => (query ? ctx.db.tx(tx => countSealedBids(tx, query)) : 0) }),
  }),
})

const SealedBidFilter = builder.inputType('SealedBidFilter', {
  fields: t => ({ roundId: t.id({ required: true }), declarationId: t.id() }),
})

/** A supplier sees the own entries, all of them and always; who opens or watches sees what counts, after the close. */
function visibleBids(ctx: RequestContext, roundId: string, declarationId: string | null): SealedBidQuery | null {
  const supplierId = ctx.actor?.supplierId ?? null
  if (ctx.actor?.role === 'supplier')
    return supplierId === null ? null : { roundId, declarationId, supplierId, effectiveOnly: false }
  return ALL_SEEING.includes(ctx.actor?.role) ? { roundId, declarationId, supplierId: null, effectiveOnly: true } : null
}

builder.queryField('sealedBids', t =>
  t.field({
    type: SealedBidPage,
    authScopes: { may: 'sealedBids' },
    args: {
      page: t.arg.int({ defaultValue: 1 }),
      perPage: t.arg.int({ defaultValue: 25 }),
      filter: t.arg({ type: SealedBidFilter, required: true }),
    },
    resolve: (_root, { page, perPage, filter }, ctx) => ({
      ...slice(page ?? 1, perPage ?? 25),
      query: visibleBids(ctx, filter.roundId, filter.declarationId ?? null),
    }),
  }),
)

builder.prismaObject('OpenedBid', {
  authScopes: { may: 'openedBids' },
  select: { roundId: true, declarationId: true },
  fields: t => ({
    id: t.id({ resolve: bid => `${bid.roundId}:${bid.declarationId}` }),
    declaration: t.relation('declaration'),
    verdict: t.exposeString('verdict'),
    priceFen: t.field({
      type: 'Fen',
      nullable: true,
      select: { priceFen: true, round: { select: { status: true } }, declaration: { select: { supplierId: true } } },
      // The list shows opened rounds only; the rule is asked once more where a price leaves.
      resolve: (bid, _args, ctx) =>
        mayReadPrice({
          role: ctx.actor?.role ?? 'public',
          ownSupplier: ctx.actor?.supplierId === bid.declaration.supplierId,
          roundOpened: bid.round.status === 'opened',
        })
          ? bid.priceFen
          : null,
    }),
    fault: t.string({
      nullable: true,
      description: 'Whose fault it is that something was not as it should be: bidder, officer or platform.',
      select: { reason: true },
      resolve: bid => faultOf(bid.reason),
    }),
    badOfficers: t.stringList({
      description: 'Names of the officers who gave a share of it that was not the committed one.',
      select: { reason: true, roundId: true },
      resolve: (bid, _args, ctx) => badOfficerNames(ctx, bid.roundId, bid.reason),
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it is void (badSeal, aboveCeiling …), then badShare:2,4 for officers with bad shares.',
    }),
  }),
})

/** Only a round with bad shares has a look at its officers. */
async function badOfficerNames(ctx: RequestContext, roundId: string, reason: string | null): Promise<string[]> {
  const { badOfficers } = splitReason(reason)
  if (badOfficers.length === 0) return []
  const present = await ctx.db.tx(tx => officersPresent(tx, roundId))
  return present.filter(officer => badOfficers.includes(officer.ordinal)).map(officer => officer.name)
}

const OpenedBidFilter = builder.inputType('OpenedBidFilter', {
  fields: t => ({ roundId: t.id({ required: true }), lotId: t.id() }),
})

listField('openedBids', {
  model: 'OpenedBid',
  filter: OpenedBidFilter,
  filterRequired: true,
  defaultSort: 'lot',
  sort: {
    lot: order => ({ declaration: { lot: { code: order } } }),
    supplier: order => ({ declaration: { supplier: { code: order } } }),
    priceFen: order => ({ priceFen: order }),
    verdict: order => ({ verdict: order }),
  },
  tieBreak: [{ declaration: { lot: { code: 'asc' } } }, { declaration: { supplier: { code: 'asc' } } }],
  where: (ctx, filter): Prisma.OpenedBidWhereInput | null => {
    const own = ctx.actor?.role === 'supplier' ? ctx.actor.supplierId : undefined
    if (own === null || (own === undefined && !ALL_SEEING.includes(ctx.actor?.role))) return null
    const declaration = { supplierId: own, lotId: filter.lotId ?? undefined }
    return { roundId: filter.roundId, round: { status: 'opened' }, declaration }
  },
})
