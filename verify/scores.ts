import { fromBase64url, hex, utf8 } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { subjectKey } from '#domain/declaration.ts'
import { type EvidenceFile, type ScoresEvidence, SUBJECTS } from '#domain/evidence.ts'
import type { Indicator } from '#domain/indicators.ts'
import { compareCodes } from '#domain/order.ts'
import { isPanelled, type ReviewPhase } from '#domain/reviewPlan.ts'
import { parseRulePack, type RulePack } from '#domain/rulePack.ts'
import { freezeBytes, freezeLine, type ItemBasis, sheetBytes, statementBytes } from '#domain/scoreSheet.ts'
import { checkScore, fromCenti, judgeItem, judgePanel, qualityTotal } from '#domain/scoring.ts'
import { checkFrame, checkLog, checkSeal, rowOf } from './log.ts'
import { type Checker, type Progress, type Report, reporting } from './report.ts'

/** Points by slot. */
type Points = (number | undefined)[]
/** Points by supplier, subject and indicator, of both reviews. */
type Items = ReadonlyMap<string, Readonly<Record<ReviewPhase, Points>>>

/**
 * Judges every item of every declaration again from the blind scores, adds the totals up, compares the hash of the freeze
 * with the log, and checks that every expert signed exactly these sheets (integrity design §4; 1-domain §3.2).
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
    const items = readSheets(content, check)
    await checkSignatures(content, crypto, check)
    const lots: [string, string][] = []
    for (const [lot, lines] of judgeAll(content, items, check))
      lots.push([lot, hex(await crypto.sha256(utf8(lines.join(''))))])
    const hash = hex(await crypto.sha256(freezeBytes(lots)))
    check.expect(hash === content.freezeHash, 'freezeHash')
    const rows = await checkLog(content.log, seal.logKey, content.tenderId, crypto, check)
    rowOf(rows, SUBJECTS.freeze(content.tender, hash), check)
    await checkSeal(file, crypto, check)
  }, progress)
}

const keyOf = (supplier: string, subject: string, indicator: string) => JSON.stringify([supplier, subject, indicator])

function readSheets({ sheets, pack }: ScoresEvidence, check: Checker): Items {
  const indicators = new Map(pack.indicators.map(indicator => [indicator.code, indicator]))
  const items = new Map<string, Record<ReviewPhase, Points>>()
  const judges = new Map<string, Set<string>>()
  for (const { supplier, subjectKey: subject, phase, part, panel, slot, expert, scores } of sheets) {
    const where = { supplier, subject, slot }
    const known = judges.get(JSON.stringify([supplier, subject, part, panel])) ?? new Set<string>()
    // Nobody judges a thing twice, not in the re-review either.
    check.expect(!known.has(expert), 'sameExpert', where)
    judges.set(JSON.stringify([supplier, subject, part, panel]), known.add(expert))
    const seats = panel ? pack.review.panelSize : 3
    check.expect(Number.isSafeInteger(slot) && slot >= 1 && slot <= seats, 'sheet', where)
    for (const [code, points] of scores) {
      const indicator = indicators.get(code)
      const isOwn = indicator !== undefined && isPanelled(indicator, pack.review) === panel
      check.expect(isOwn && (indicator.specialty ?? '') === part, 'sheet', where)
      check.expect(checkScore(points, indicator?.points ?? -1).length === 0, 'score', { ...where, indicator: code })
      const key = keyOf(supplier, subject, code)
      const item = items.get(key) ?? { first: [], second: [] }
      check.expect(item[phase][slot - 1] === undefined, 'sheet', where)
      item[phase][slot - 1] = points
      items.set(key, item)
    }
    check.saw('sheets')
    check.saw('scores', scores.length)
  }
  return items
}

/** Every expert's signature of a review covers all of their sheets in it, and nothing else. */
async function checkSignatures({ tender, sheets, signatures }: ScoresEvidence, crypto: CryptoPort, check: Checker) {
  const hashes = new Map<string, string[]>()
  const signerOf = (one: { expert: string; phase: ReviewPhase }) => JSON.stringify([one.expert, one.phase])
  for (const sheet of sheets) {
    const hash = hex(await crypto.sha256(sheetBytes({ tender, ...sheet })))
    const own = hashes.get(signerOf(sheet))
    if (own) own.push(hash)
    else hashes.set(signerOf(sheet), [hash])
  }
  for (const { expert, phase, publicKey, signature } of signatures) {
    const own = hashes.get(signerOf({ expert, phase }))
    const [key, signed] = [fromBase64url(publicKey), fromBase64url(signature)]
    const text = statementBytes({ tender, phase, expert, sheets: own ?? [] })
    const holds =
      own !== undefined && key !== null && signed !== null && (await crypto.ed25519Verify(key, text, signed))
    check.expect(holds, 'sheetSignature', { expert })
    hashes.delete(signerOf({ expert, phase }))
    check.saw('signatures')
  }
  check.expect(hashes.size === 0, 'unsignedSheets', { count: hashes.size })
}

/** The lines of the freeze by lot, each lot's by supplier and indicator. */
function judgeAll(content: ScoresEvidence, items: Items, check: Checker): Map<string, string[]> {
  const varieties = new Map(content.lots)
  const sorted = [...content.totals].sort(([lotA, a], [lotB, b]) => compareCodes(lotA, lotB) || compareCodes(a, b))
  const indicators = [...content.pack.indicators].sort((a, b) => compareCodes(a.code, b.code))
  const lots = new Map<string, string[]>()
  for (const [lot, supplier, qualityCenti] of sorted) {
    const judged = indicators.map(indicator => {
      const subject = subjectKey(indicator.level, varieties.get(lot) ?? '', lot)
      const item = items.get(keyOf(supplier, subject, indicator.code)) ?? { first: [], second: [] }
      const scores = item.second.length > 0 ? item.second : item.first
      return judge({ lot, supplier, indicator, scores }, content.pack, check)
    })
    const total = qualityTotal(judged.map(item => item.points))
    check.expect(total.qualityCenti === qualityCenti, 'total', { lot, supplier, found: total.qualityCenti })
    check.saw('totals')
    check.saw('items', judged.length)
    const lines = lots.get(lot) ?? []
    lines.push(...judged.map(item => `${item.line}\n`))
    lots.set(lot, lines)
  }
  return lots
}

interface Item {
  readonly lot: string
  readonly supplier: string
  readonly indicator: Indicator
  readonly scores: Points
}

const BASES: Readonly<Record<string, ItemBasis>> = { agreed: 'mean', arbitrated: 'arbitrated', trimmed: 'trimmed' }

function judge({ lot, supplier, indicator, scores }: Item, { review }: RulePack, check: Checker) {
  const missing = scores.indexOf(undefined)
  const given = scores.slice(0, missing < 0 ? scores.length : missing).map(score => score ?? 0)
  const fractions = given.map(fromCenti)
  const judged =
    isPanelled(indicator, review) && review.panelSize !== 0
      ? judgePanel(fractions, review.panelSize)
      : judgeItem(fractions, indicator.points, review.arbitrationPercent)
  const where = { lot, supplier, indicator: indicator.code }
  check.expect(judged.status !== 'unscored' && judged.status !== 'needsArbitration', 'item', where)
  const { points } = judged
  const basis = BASES[judged.status] ?? 'mean'
  const counted = given.slice(0, basis === 'mean' ? 2 : given.length)
  const line = freezeLine({ ...where, numerator: points.n, denominator: points.d, basis, scores: counted })
  return { points, line }
}
