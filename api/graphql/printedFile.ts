import type { RequestContext } from '../context.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'

/** A paper without its bytes: a list with them would be megabytes. */
export interface PrintedFile {
  readonly format: string
  readonly sha256: string
  readonly size: number
  readonly pages: number | null
}

/** The GraphQL type of a paper's file. `scopes`: who may see it. */
export const printedFileType = (name: string, scopes: { anyone: true } | { may: 'awardLetters' }) =>
  builder.objectRef<PrintedFile>(name).implement({
    authScopes: scopes,
    fields: t => ({
      format: t.exposeString('format'),
      sha256: t.exposeString('sha256'),
      size: t.exposeInt('size'),
      pages: t.exposeInt('pages', { nullable: true }),
    }),
  })

/**
 * The files of a whole page of papers in one query.
 * @param load all files of the papers with these ids
 * @param paperOf the id of the paper that a file is of
 */
export function printedFiles<F extends PrintedFile>(
  load: (ctx: RequestContext, paperIds: string[]) => Promise<readonly F[]>,
  paperOf: (file: F) => string,
): (ctx: RequestContext, paperId: string) => Promise<readonly F[]> {
  const filesOf = batched(async (ctx, paperIds) => {
    const byPaper = new Map<string, F[]>()
    for (const file of await load(ctx, [...paperIds]))
      byPaper.set(paperOf(file), [...(byPaper.get(paperOf(file)) ?? []), file])
    return byPaper
  })
  return async (ctx, paperId) => (await filesOf(ctx, paperId)) ?? []
}
