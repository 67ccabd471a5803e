import type { Express } from 'express'
import { parseDeclarationForm, renderDeclarationForm } from '../../../templates/declarationForm.xlsx.ts'
import { Refusal } from '../../context.ts'
import { loadDeclarationForm } from '../declaration/index.ts'
import { type ContextOf, fileRoute, idOf, XLSX } from './route.ts'
import { uploadRoute } from './upload.ts'

const PATH = '/documents/declaration-form/:tenderId'

/**
 * The supplier's declaration (申报表) as a workbook: down with what is answered so far; up to be read and judged, all or
 * nothing. Reading changes nothing: it answers what would change, and the person saves it as any other answers.
 */
export function declarationFormRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    PATH,
    fileRoute(contextOf, async (ctx, req) => {
      const form = await loadDeclarationForm(ctx, idOf(req, 'tenderId'))
      const name = `declaration-${form.tenderCode}-${form.supplierCode}.xlsx`
      return { name, mime: XLSX, bytes: await renderDeclarationForm(form) }
    }),
  )
  app.post(
    PATH,
    uploadRoute(contextOf, 'answerIndicators', async (ctx, req, body) => {
      const form = await loadDeclarationForm(ctx, idOf(req, 'tenderId'))
      const parsed = await parseDeclarationForm(await body(), form)
      if (!parsed.ok) throw new Refusal(parsed.violations)
      const changes = parsed.answers.filter(one => {
        const before = form.answers.get(`${one.subjectKey}|${one.indicatorCode}`)
        return before === undefined || String(before) !== String(one.value)
      })
      return { changes, read: parsed.answers.length }
    }),
  )
}
