import { hex, utf8 } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { subjectKey } from '#domain/declaration.ts'
import { type EvidenceFile, type ScoresEvidence, SUBJECTS } from '#domain/evidence.ts'
import type { Indicator } from '#domain/indicators.ts'
import { compareCodes } from '#domain/order.ts'
import { parseRulePack } from '#domain/rulePack.ts'
import { freezeLine } from '#domain/scoreSheet.ts'
import { checkScore, fromCenti, judgeItem, qualityTotal } from '#domain/scoring.ts'
import { checkFrame, checkLog, checkSeal, rowOf } from './log.ts'
import { type Checker, type Progress, type Report, reporting } from './report.ts'

type Points = ReadonlyMap<string, number>
/** Points by supplier and subject, in slot order. */
type Sheets = ReadonlyMap<string, readonly (Points | undefined)[]>

/**
 * Judges every item of every declaration again from the blind scores, adds the totals up, and compares the hash of the
 * freeze with the log (integrity design §4; 1-domain §3.2).
 */
export function verifyScores(
  file: EvidenceFile<ScoresEvidence>,
  trustedKey: string | null,
  crypto: CryptoPort,
  progress?: Progress,
): Promise<Report> {
  return reporting(async (check: Checker) => {
    checkFrame(file, ['scores'], trustedKey, check)
    const { content, seal } = file
    check.expect(parseRulePack(content.pack).ok, 'pack')
    const sheets = readSheets(content, check)
    const lines = judgeAll(content, sheets, check)
    const hash = hex(await crypto.sha256(utf8(lines.join(''))))
    check.expect(hash === content.freezeHash, 'freezeHash')
    const rows = await checkLog(content.log, seal.logKey, content.tenderId, crypto, check)
    rowOf(rows, SUBJECTS.freeze(content.tender, hash), check)
    await checkSeal(file, crypto, check)
  }, progress)
}

const keyOf = (supplier: string, subject: string) => JSON.stringify([supplier, subject])

function readSheets({ sheets, pack }: ScoresEvidence, check: Checker): Sheets {
  const maxima = new Map(pack.indicators.map(indicator => [indicator.code, indicator.points]))
  const all = new Map<string, (Points | undefined)[]>()
  const judges = new Map<string, Set<string>>()
  for (const [supplier, subject, slot, expert, scores] of sheets) {
    const key = keyOf(supplier, subject)
    const where = { supplier, subject, slot }
    const own = all.get(key) ?? []
    check.expect(slot >= 1 && slot <= 3 && own[slot - 1] === undefined, 'sheet', where)
    const known = judges.get(key) ?? new Set<string>()
    check.expect(!known.has(expert), 'sameExpert', where)
    for (const [indicator, points] of scores)
      check.expect(checkScore(points, maxima.get(indicator) ?? -1).length === 0, 'score', { ...where, indicator })
    own[slot - 1] = new Map(scores)
    all.set(key, own)
    judges.set(key, known.add(expert))
    check.saw('sheets')
    check.saw('scores', scores.length)
  }
  return all
}

/** The lines of the freeze, by lot, supplier and indicator. */
function judgeAll(content: ScoresEvidence, sheets: Sheets, check: Checker): string[] {
  const varieties = new Map(content.lots)
  const sorted = [...content.totals].sort(([lotA, a], [lotB, b]) => compareCodes(lotA, lotB) || compareCodes(a, b))
  const indicators = [...content.pack.indicators].sort((a, b) => compareCodes(a.code, b.code))
  return sorted.map(([lot, supplier, qualityCenti]) => {
    const items = indicators.map(indicator => {
      const subject = subjectKey(indicator.level, varieties.get(lot) ?? '', lot)
      const scores = (sheets.get(keyOf(supplier, subject)) ?? []).map(sheet => sheet?.get(indicator.code))
      return judge({ lot, supplier, indicator, scores }, content, check)
    })
    const total = qualityTotal(items.map(item => item.points))
    check.expect(total.qualityCenti === qualityCenti, 'total', { lot, supplier, found: total.qualityCenti })
    check.saw('totals')
    check.saw('items', items.length)
    return items.map(item => `${item.line}\n`).join('')
  })
}

interface Item {
  readonly lot: string
  readonly supplier: string
  readonly indicator: Indicator
  readonly scores: readonly (number | undefined)[]
}

function judge({ lot, supplier, indicator, scores }: Item, { pack }: ScoresEvidence, check: Checker) {
  const given = scores.slice(0, scores.indexOf(undefined) < 0 ? 3 : scores.indexOf(undefined)).map(score => score ?? 0)
  const judged = judgeItem(given.map(fromCenti), indicator.points, pack.review.arbitrationPercent)
  const where = { lot, supplier, indicator: indicator.code }
  check.expect(judged.status === 'agreed' || judged.status === 'arbitrated', 'item', where)
  const { points } = judged
  const basis = judged.status === 'agreed' ? 'mean' : 'arbitrated'
  const line = freezeLine({
    ...where,
    numerator: points.n,
    denominator: points.d,
    basis,
    scores: given.slice(0, basis === 'mean' ? 2 : 3),
  })
  return { points, line }
}
