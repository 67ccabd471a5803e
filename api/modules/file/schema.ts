import { FILE_TYPES } from '#domain/files.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { removeFiles } from './commands.ts'
import { ownerOf } from './owner.ts'

const SCANS = ['clean', 'infected', 'unscanned'] as const

const FileScan = builder.enumType('FileScan', { values: SCANS })

/** Who uploaded it is in the log and not here: an expert learns the supplier's name, never a person's. */
builder.prismaObject('StoredFile', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    sha256: t.exposeString('sha256'),
    name: t.exposeString('name'),
    uploadedAt: t.expose('uploadedAt', { type: 'DateTime' }),
    bytes: t.int({ select: { blob: { select: { bytes: true } } }, resolve: file => file.blob.bytes }),
    type: t.string({
      description: `One of ${FILE_TYPES.join(', ')}, by content.`,
      select: { blob: { select: { type: true } } },
      resolve: file => file.blob.type,
    }),
    pages: t.int({
      nullable: true,
      select: { blob: { select: { pages: true } } },
      resolve: file => file.blob.pages,
    }),
    scan: t.field({
      type: FileScan,
      select: { blob: { select: { scan: true } } },
      resolve: file => SCANS.find(scan => scan === file.blob.scan) ?? 'unscanned',
    }),
    evidence: t.relation('evidence', {
      description: 'The answers that it proves, as far as the reader sees them.',
      query: { orderBy: [{ subjectKey: 'asc' }, { indicatorCode: 'asc' }] },
    }),
  }),
})

const StoredFileFilter = builder.inputType('StoredFileFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), type: t.string(), isUsed: t.boolean() }),
})

listField('storedFiles', {
  model: 'StoredFile',
  filter: StoredFileFilter,
  defaultSort: 'uploadedAt',
  sort: {
    uploadedAt: order => ({ uploadedAt: order }),
    name: order => ({ name: order }),
    bytes: order => ({ blob: { bytes: order } }),
    type: order => ({ blob: { type: order } }),
  },
  where: (ctx, filter): Prisma.StoredFileWhereInput | null => {
    if (!ctx.actor) return null
    const { role, id } = ownerOf(ctx.actor)
    const used = filter.isUsed ?? null
    return {
      ownerRole: role,
      ownerId: id,
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      name: filter.q ? { contains: filter.q, mode: 'insensitive' } : undefined,
      blob: filter.type ? { type: filter.type } : undefined,
      evidence: used === null ? undefined : used ? { some: {} } : { none: {} },
    }
  },
})

command(
  'removeFiles',
  DoneResult,
  arg => ({ fileIds: arg.idList({ required: true }) }),
  (ctx, args) => removeFiles(ctx, args.fileIds.map(String)),
)
