import type { RequestContext } from '../../context.ts'
import { refuse } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion } from '../../graphql/command.ts'
import { CaseFileType, caseFilesOf } from './caseFileType.ts'
import { type ComplaintRow, findComplaint, loadComplaints } from './complaintStore.ts'
import { acceptComplaint, decideComplaint, fileComplaint, resumeTender, suspendTender } from './complaints.ts'

const filesOf = caseFilesOf('complaint_id')

const ComplaintType = builder.objectRef<ComplaintRow>('Complaint').implement({
  authScopes: { may: 'complaints' },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    objectionId: t.exposeID('objectionId'),
    supplierName: t.exposeString('supplierName'),
    noticeNumber: t.exposeString('noticeNumber'),
    text: t.exposeString('text'),
    filedAt: t.expose('filedAt', { type: 'DateTime' }),
    acceptBy: t.expose('acceptBy', { type: 'DateTime' }),
    acceptedAt: t.expose('acceptedAt', { type: 'DateTime', nullable: true }),
    decideBy: t.expose('decideBy', { type: 'DateTime', nullable: true }),
    suspendedAt: t.expose('suspendedAt', { type: 'DateTime', nullable: true }),
    resumedAt: t.expose('resumedAt', { type: 'DateTime', nullable: true }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'declined, upheld or rejected.' }),
    decision: t.exposeString('decision', { nullable: true }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
    files: t.field({
      type: [CaseFileType],
      resolve: async (complaint, _args, ctx) => (await filesOf(ctx, complaint.id)) ?? [],
    }),
  }),
})

builder.queryField('complaints', t =>
  t.field({
    type: [ComplaintType],
    description: 'Complaints of a tender: a supplier sees its own, who runs or controls the campaign all.',
    authScopes: { may: 'complaints' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => ctx.db.tx(tx => loadComplaints(tx, String(args.tenderId))),
  }),
)

const ComplaintResult = resultUnion('ComplaintResult', ComplaintType)

const complaintRow = (ctx: RequestContext, id: string) =>
  ctx.db.tx(async tx => (await findComplaint(tx, id)) ?? refuse('notFound', 'complaintId'))

command(
  'fileComplaint',
  ComplaintResult,
  arg => ({ objectionId: arg.id({ required: true }), text: arg.string({ required: true }), fileIds: arg.idList() }),
  async (ctx, args) =>
    complaintRow(ctx, await fileComplaint(ctx, { ...args, fileIds: (args.fileIds ?? []).map(String) })),
)
command(
  'acceptComplaint',
  ComplaintResult,
  arg => ({ complaintId: arg.id({ required: true }) }),
  async (ctx, args) => complaintRow(ctx, await acceptComplaint(ctx, args)),
)
command(
  'suspendTender',
  ComplaintResult,
  arg => ({ complaintId: arg.id({ required: true }), reason: arg.string({ required: true }) }),
  async (ctx, args) => complaintRow(ctx, await suspendTender(ctx, args)),
)
command(
  'resumeTender',
  ComplaintResult,
  arg => ({ complaintId: arg.id({ required: true }) }),
  async (ctx, args) => complaintRow(ctx, await resumeTender(ctx, args)),
)
command(
  'decideComplaint',
  ComplaintResult,
  arg => ({
    complaintId: arg.id({ required: true }),
    outcome: arg.string({ required: true }),
    decision: arg.string({ required: true }),
    fileIds: arg.idList(),
  }),
  async (ctx, args) =>
    complaintRow(ctx, await decideComplaint(ctx, { ...args, fileIds: (args.fileIds ?? []).map(String) })),
)
