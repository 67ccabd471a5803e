import { hex } from '#domain/bytes.ts'
import { builder } from '../../graphql/builder.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import type { StoredCheckpoint } from './logStore.ts'
import { type LogState, readLogState } from './view.ts'
import { BID_ACTIONS, type Cosignature, tendersTakingBids } from './viewStore.ts'

builder.prismaObject('AuditRow', {
  authScopes: { may: 'auditRows' },
  fields: t => ({
    id: t.id({ select: { seq: true }, resolve: row => String(row.seq) }),
    seq: t.expose('seq', { type: 'BigInt' }),
    tenderId: t.exposeID('tenderId', { nullable: true }),
    actorRole: t.exposeString('actorRole'),
    action: t.exposeString('action'),
    subject: t.exposeString('subject'),
    payloadHash: t.exposeString('payloadHash'),
    changes: t.exposeInt('changes'),
    at: t.expose('at', { type: 'DateTime' }),
    index: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'Place in the log; null until the sequencer has given one.',
      select: { leaf: { select: { index: true } } },
      resolve: row => row.leaf?.index ?? null,
    }),
    leaf: t.string({
      nullable: true,
      description: 'Leaf hash in the log, hex.',
      select: { leaf: { select: { hash: true } } },
      resolve: row => row.leaf && hex(row.leaf.hash),
    }),
  }),
})

const AuditRowFilter = builder.inputType('AuditRowFilter', {
  fields: t => ({ ids: t.field({ type: ['BigInt'] }), tenderId: t.id(), action: t.string() }),
})

listField('auditRows', {
  model: 'AuditRow',
  filter: AuditRowFilter,
  defaultSort: 'seq',
  sort: { seq: order => ({ seq: order }), at: order => ({ at: order }), action: order => ({ action: order }) },
  tieBreak: { seq: 'asc' },
  where: async (ctx, filter): Promise<Prisma.AuditRowWhereInput> => ({
    seq: filter.ids ? { in: [...filter.ids] } : undefined,
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    action: filter.action ?? undefined,
    NOT: {
      action: { in: BID_ACTIONS },
      tenderId: { in: await ctx.db.once(async tx => [...(await tendersTakingBids(tx))]) },
    },
  }),
})

const CosignatureType = builder.objectRef<Cosignature>('Cosignature').implement({
  description: 'The newest checkpoint that a witness vouches for: that it has seen no other log.',
  authScopes: { may: 'auditLog' },
  fields: t => ({
    witness: t.exposeString('witness'),
    size: t.exposeInt('size'),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

const CheckpointType = builder.objectRef<StoredCheckpoint>('LogCheckpoint').implement({
  authScopes: { may: 'auditLog' },
  fields: t => ({
    size: t.exposeInt('size', { description: 'Rows that it covers.' }),
    root: t.string({ resolve: checkpoint => hex(checkpoint.root) }),
    note: t.exposeString('note', { description: 'C2SP text.' }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

const LogStateType = builder.objectRef<LogState>('AuditLog').implement({
  authScopes: { may: 'auditLog' },
  fields: t => ({
    key: t.exposeString('key', { description: 'Verifier key of the log (C2SP signed-note).' }),
    fingerprint: t.exposeString('fingerprint', { description: "SHA-256 of the key's text, hex." }),
    checkpoint: t.field({ type: CheckpointType, nullable: true, resolve: state => state.checkpoint }),
    cosignatures: t.field({ type: [CosignatureType], resolve: state => [...state.cosignatures] }),
  }),
})

builder.queryField('auditLog', t =>
  t.field({
    type: LogStateType,
    authScopes: { may: 'auditLog' },
    resolve: (_root, _args, ctx) => readLogState(ctx),
  }),
)
