import { builder } from '../../graphql/builder.ts'
import { slice } from '../../graphql/page.ts'
import { type ExpiringPaper, type ExpiringPapers, expiringPapers } from './expiry.ts'
import type { ExpiryCount } from './expiryStore.ts'

const PaperType = builder.objectRef<ExpiringPaper>('ExpiringPaper').implement({
  authScopes: { may: 'expiringPapers' },
  fields: t => ({
    id: t.exposeID('id'),
    supplierCode: t.exposeString('supplierCode'),
    supplierName: t.exposeString('supplierName'),
    indicatorCode: t.exposeString('indicatorCode'),
    subjectKey: t.exposeString('subjectKey'),
    lotCodes: t.stringList({ description: 'Lots that it stands behind.', resolve: paper => [...paper.lotCodes] }),
    fileId: t.exposeID('fileId'),
    fileName: t.exposeString('fileName'),
    fileType: t.exposeString('fileType'),
    fileBytes: t.exposeInt('fileBytes'),
    filePages: t.exposeInt('filePages', { nullable: true }),
    note: t.exposeString('note', { nullable: true }),
    validUntil: t.exposeString('validUntil', { description: 'Last day of validity, YYYY-MM-DD.' }),
    validity: t.exposeString('validity', { description: 'expired or endsEarly' }),
    daysLeft: t.exposeInt('daysLeft', { description: 'Until the last day; less than 0 where it is over.' }),
  }),
})

const CountType = builder.objectRef<ExpiryCount>('ExpiringPaperCount').implement({
  authScopes: { may: 'expiringPapers' },
  fields: t => ({
    supplierCode: t.exposeString('supplierCode'),
    supplierName: t.exposeString('supplierName'),
    expired: t.exposeInt('expired'),
    endsEarly: t.exposeInt('endsEarly'),
  }),
})

const PapersType = builder.objectRef<ExpiringPapers>('ExpiringPapers').implement({
  authScopes: { may: 'expiringPapers' },
  fields: t => ({
    items: t.field({ type: [PaperType], resolve: papers => [...papers.items] }),
    total: t.exposeInt('total'),
    suppliers: t.field({ type: [CountType], resolve: papers => [...papers.suppliers] }),
    campaignEnd: t.expose('campaignEnd', { type: 'DateTime', nullable: true }),
  }),
})

const ExpiryFilterType = builder.inputType('ExpiringPaperFilter', {
  fields: t => ({
    tenderId: t.id({ required: true }),
    q: t.string({ description: "A word of the supplier's name or code." }),
    lotCode: t.string(),
    indicatorCode: t.string(),
    days: t.int({ description: 'Papers that end within so many days after the campaign; 60.' }),
  }),
})

builder.queryField('expiringPapers', t =>
  t.field({
    type: PapersType,
    description: 'Papers of submitted declarations that have expired or end too early for the campaign.',
    authScopes: { may: 'expiringPapers' },
    args: {
      page: t.arg.int({ defaultValue: 1 }),
      perPage: t.arg.int({ defaultValue: 25 }),
      filter: t.arg({ type: ExpiryFilterType, required: true }),
    },
    resolve: (_root, args, ctx) => {
      const { tenderId, ...rest } = args.filter
      return expiringPapers(ctx, { tenderId: String(tenderId), ...rest }, slice(args.page ?? 1, args.perPage ?? 25))
    },
  }),
)
