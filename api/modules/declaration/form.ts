import { subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS, type Indicator, type IndicatorLevel } from '#domain/indicators.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { loadRulePack, loadTender } from '../tender/index.ts'
import * as store from './formStore.ts'
import { loadSupplier } from './store.ts'
import { loadAnswers } from './submitStore.ts'

/** The signed-in supplier's declarations for the workbook: subjects of its lots, answers and names of files. */
export interface DeclarationForm {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly issuedAt: Date
  readonly indicators: readonly Indicator[]
  readonly subjects: readonly { readonly key: string; readonly name: string; readonly level: IndicatorLevel }[]
  readonly answers: ReadonlyMap<string, unknown>
  readonly files: ReadonlyMap<string, readonly string[]>
}

/** Loads the form; refuses a supplier that has declared no lot yet. */
export async function loadDeclarationForm(ctx: CommandContext, tenderId: string): Promise<DeclarationForm> {
  const actor = actorFor(ctx, 'answerIndicators')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await loadTender(tx, tenderId)
    const lots = await store.loadDeclaredLots(tx, tender.id, supplierId)
    if (lots.length === 0) refuse('required', 'lots')
    const supplier = await loadSupplier(tx, supplierId)
    const subjects = new Map<string, DeclarationForm['subjects'][number]>()
    for (const level of INDICATOR_LEVELS)
      for (const lot of lots) {
        const key = subjectKey(level, lot.varietyCode, lot.code)
        const name = { company: '本企业', variety: lot.varietyName, spec: `${lot.code} ${lot.varietyName}` }[level]
        subjects.set(key, { key, name, level })
      }
    const answers = await loadAnswers(tx, tender.id, supplierId)
    const files = new Map<string, string[]>()
    for (const file of await store.loadFileNames(tx, tender.id, supplierId)) {
      const key = `${file.subjectKey}|${file.indicatorCode}`
      files.set(key, [...(files.get(key) ?? []), file.name])
    }
    return {
      tenderCode: tender.code,
      tenderTitle: tender.title,
      supplierCode: supplier.code,
      supplierName: actor.displayName,
      issuedAt: tender.now,
      indicators: (await loadRulePack(tx, tender.id)).indicators,
      subjects: [...subjects.values()],
      answers: new Map(answers.map(one => [`${one.subjectKey}|${one.indicatorCode}`, one.value])),
      files,
    }
  })
}
