import { LETTER_KINDS } from '#domain/awardLetter.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { printedFiles, printedFileType } from '../../graphql/printedFile.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import { ownOrAll } from '../../graphql/supplierWall.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { issueAwardLetters, letterProgress, openAwardLetter } from './commands.ts'
import type { LetterProgress } from './letterStore.ts'

const filesOf = printedFiles(
  (ctx, letterIds) =>
    ctx.db.prisma.awardLetterFile.findMany({
      where: { letterId: { in: letterIds } },
      omit: { bytes: true },
      orderBy: { format: 'desc' },
    }),
  file => file.letterId,
)

const LetterFileType = printedFileType('AwardLetterFile', { may: 'awardLetters' })

const LetterType = builder.prismaObject('AwardLetter', {
  authScopes: { may: 'awardLetters' },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    kind: t.exposeString('kind', { description: 'award 中选通知书, or result 结果通知书.' }),
    number: t.exposeString('number'),
    title: t.exposeString('title'),
    supplier: t.relation('supplier'),
    body: t.expose('body', { type: 'JSON' }),
    hash: t.exposeString('hash'),
    issuedAt: t.expose('issuedAt', { type: 'DateTime' }),
    openedAt: t.expose('openedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its supplier first read or took it.',
    }),
    files: t.field({
      type: [LetterFileType],
      description: 'The letter on paper: pdf and docx, once they are made.',
      resolve: async (letter, _args, ctx) => [...(await filesOf(ctx, letter.id))],
    }),
  }),
})

const LetterFilter = builder.inputType('AwardLetterFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), kind: t.string(), opened: t.boolean(), q: t.string() }),
})

listField('awardLetters', {
  model: 'AwardLetter',
  filter: LetterFilter,
  defaultSort: 'number',
  sort: {
    ...sortBy('kind', 'title', 'hash', 'issuedAt', 'openedAt'),
    number: order => [{ kind: 'asc' }, { serial: order }],
  },
  where: (ctx, filter): Prisma.AwardLetterWhereInput | null => {
    const visible = ownOrAll(ctx.actor)
    if (!visible) return null
    return {
      ...visible,
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
      kind: LETTER_KINDS.find(kind => kind === filter.kind),
      openedAt: filter.opened == null ? undefined : filter.opened ? { not: null } : null,
      supplier: filter.q ? { OR: [{ code: { contains: filter.q } }, { name: { contains: filter.q } }] } : undefined,
    }
  },
})

const ProgressType = builder.objectRef<LetterProgress>('AwardLetterProgress').implement({
  authScopes: { may: 'awardLetterProgress' },
  fields: t => ({
    award: t.exposeInt('award'),
    result: t.exposeInt('result'),
    printed: t.exposeInt('printed', { description: 'How many are on paper.' }),
    opened: t.exposeInt('opened', { description: 'How many were read or taken by whom they are for.' }),
  }),
})

builder.queryField('awardLetterProgress', t =>
  t.field({
    type: ProgressType,
    authScopes: { may: 'awardLetterProgress' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => letterProgress(ctx, String(args.tenderId)),
  }),
)

const LetterResult = resultUnion('AwardLetterResult', LetterType)

command(
  'openAwardLetter',
  LetterResult,
  arg => ({ letterId: arg.id({ required: true }) }),
  async (ctx, args) =>
    ctx.db.prisma.awardLetter.findFirstOrThrow({
      where: { id: await openAwardLetter(ctx, { letterId: args.letterId }) },
    }),
)
command(
  'issueAwardLetters',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => ({ count: await issueAwardLetters(ctx, args) }),
)
