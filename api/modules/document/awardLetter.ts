import type { Express, Response } from 'express'
import { openArchive } from '../../../templates/zipWriter.ts'
import { actorFor, type RequestContext, refuse } from '../../context.ts'
import {
  findLetterFile,
  LETTER_FORMATS,
  type LetterFile,
  type LetterFormat,
  letterProgress,
  loadLetterFiles,
  noteOpening,
} from '../awardLetter/index.ts'
import { type ContextOf, fileRoute, idOf, sendRefusal } from './route.ts'

const MIME = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const
/** Files that are in memory at once. */
const PER_READ = 20

const formatOf = (value: unknown): LetterFormat =>
  LETTER_FORMATS.find(one => one === value) ?? refuse('notFound', 'format')

/** What the letter is called on a disk: no part of a name may lead into another folder. */
const nameOf = ({ number, supplierName }: LetterFile, format: LetterFormat): string =>
  `${number} ${supplierName}`.replaceAll(/[\p{Cc}/\\:*?"<>|]/gu, '_').concat('.', format)

/**
 * Letters about the outcome. GET /documents/award-letter/:letterId.pdf | .docx: for its supplier, whose first look it
 * notes, and for who runs or controls the campaign; for everybody else it does not exist. GET
 * /documents/award-letters/:tenderId/pdf.zip | docx.zip: all of a campaign.
 */
export function awardLetterRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/documents/award-letter/:letterId.:format',
    fileRoute(contextOf, async (ctx, req) => {
      const actor = actorFor(ctx, 'awardLetters')
      const format = formatOf(req.params.format)
      const letterId = idOf(req, 'letterId')
      const file = await ctx.db.tx(async tx => {
        const found = (await findLetterFile(tx, letterId, format)) ?? refuse('notFound', 'letterId')
        if (actor.role === 'supplier') await noteOpening(tx, actor, letterId)
        return found
      })
      return { name: nameOf(file, format), mime: MIME[format], bytes: file.bytes }
    }),
  )
  app.get('/documents/award-letters/:tenderId/:format.zip', async (req, res) => {
    const ctx = await contextOf(req, res)
    try {
      const tenderId = idOf(req, 'tenderId')
      const format = formatOf(req.params.format)
      const { award, result, printed } = await letterProgress(ctx, tenderId)
      const missing = award + result - printed
      if (award + result === 0) refuse('notFound', 'tenderId')
      if (missing > 0) refuse('incomplete', undefined, { count: missing, missing: format })
      await sendAll(ctx, res, { tenderId, format })
    } catch (error) {
      sendRefusal(res, ctx, error)
    }
  })
}

/** Sends the archive as it grows: the letters of a large campaign would not fit into memory. */
async function sendAll(
  ctx: RequestContext,
  res: Response,
  of: { tenderId: string; format: LetterFormat },
): Promise<void> {
  res.type('application/zip').set('cache-control', 'no-store').attachment(`award-letters-${of.format}.zip`)
  const archive = openArchive(0)
  let after = { kind: '', serial: 0 }
  for (;;) {
    const files = await ctx.db.tx(tx => loadLetterFiles(tx, of, after, PER_READ))
    const last = files.at(-1)
    if (!last || res.destroyed) break
    for (const file of files) await write(res, archive.add(nameOf(file, of.format), file.bytes))
    after = last
  }
  res.end(archive.end())
}

/** Waits for a slow reader instead of keeping what it has not taken. */
async function write(res: Response, bytes: Buffer): Promise<void> {
  if (res.write(bytes) || res.destroyed) return
  await new Promise<void>(resolve => {
    res.once('drain', resolve)
    res.once('close', resolve)
  })
}
