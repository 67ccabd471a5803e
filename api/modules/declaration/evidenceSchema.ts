import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { attachEvidence, detachEvidence } from './evidence.ts'

const DAY_CHARS = 10

builder.prismaObject('AnswerEvidence', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    indicatorCode: t.exposeString('indicatorCode'),
    subjectKey: t.exposeString('subjectKey'),
    file: t.relation('file'),
    note: t.exposeString('note', { nullable: true }),
    firstPage: t.exposeInt('firstPage', { nullable: true }),
    lastPage: t.exposeInt('lastPage', { nullable: true }),
    validUntil: t.string({
      nullable: true,
      description: 'Last day of validity, YYYY-MM-DD.',
      select: { validUntil: true },
      resolve: evidence => evidence.validUntil?.toISOString().slice(0, DAY_CHARS) ?? null,
    }),
    attachedAt: t.expose('attachedAt', { type: 'DateTime' }),
  }),
})

const EvidenceInput = builder.inputType('EvidenceInput', {
  fields: t => ({
    indicatorCode: t.string({ required: true }),
    subjectKey: t.string({ required: true }),
    fileId: t.id({ required: true }),
    note: t.string(),
    firstPage: t.int(),
    lastPage: t.int(),
    validUntil: t.string({ description: 'YYYY-MM-DD' }),
  }),
})

builder.queryField('answerEvidence', t =>
  t.prismaField({
    type: ['AnswerEvidence'],
    description: "The signed-in supplier's own, whether or not the indicator is answered yet.",
    authScopes: { may: 'answerEvidence' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (query, _root, args, ctx) =>
      ctx.actor?.supplierId
        ? ctx.db.prisma.answerEvidence.findMany({
            ...query,
            where: { tenderId: args.tenderId, supplierId: ctx.actor.supplierId },
            orderBy: [{ subjectKey: 'asc' }, { indicatorCode: 'asc' }, { attachedAt: 'asc' }],
          })
        : [],
  }),
)

command(
  'attachEvidence',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), items: arg({ type: [EvidenceInput], required: true }) }),
  (ctx, args) => attachEvidence(ctx, args),
)
command(
  'detachEvidence',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), evidenceIds: arg.idList({ required: true }) }),
  (ctx, args) => detachEvidence(ctx, { tenderId: args.tenderId, evidenceIds: args.evidenceIds.map(String) }),
)
