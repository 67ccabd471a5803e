import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { type CaseRef, loadCaseFiles, type ShownCaseFile } from './caseFileStore.ts'

/** A file of an objection, a complaint or a low price; loaded under /files/:id by who sees the case. */
export const CaseFileType = builder.objectRef<ShownCaseFile>('CaseFile').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    part: t.exposeString('part', { description: 'asked: from the supplier; answered: with the answer.' }),
    sha256: t.exposeString('sha256'),
    name: t.exposeString('name'),
    bytes: t.exposeInt('bytes'),
    type: t.exposeString('type'),
    pages: t.exposeInt('pages', { nullable: true }),
    uploadedAt: t.expose('uploadedAt', { type: 'DateTime' }),
  }),
})

/** The files of many cases at once, by case; the walls of the reader decide which. */
export const caseFilesOf = (ref: CaseRef) =>
  batched<ShownCaseFile[]>(async (ctx, ids) => {
    const byCase = new Map<string, ShownCaseFile[]>()
    for (const row of await ctx.db.tx(tx => loadCaseFiles(tx, ref, ids)))
      byCase.set(row.caseId, [...(byCase.get(row.caseId) ?? []), row])
    return byCase
  })
