import { subjectKey } from '#domain/declaration.ts'
import { judgedAt, lastInstantOf, type Validity, validityOf } from '#domain/files.ts'
import { INDICATOR_LEVELS, type Indicator, type IndicatorLevel } from '#domain/indicators.ts'
import type { Answer, Declaration, OwnEvidence, Tender } from '../../contract/index.ts'
import { campaignEnd } from '../myFiles/fileFilter.ts'
import { answerKey } from './answerValue.ts'

/** What a supplier has declared, answered and proved in a tender, as the desk shows it. */
export interface Desk {
  readonly tender: Tender
  readonly indicators: readonly Indicator[]
  /** Without those withdrawn, in the order of their lots. */
  readonly live: readonly Declaration[]
  readonly answers: ReadonlyMap<string, Answer>
  readonly evidence: ReadonlyMap<string, readonly OwnEvidence[]>
}

/** Gathers what the server told by subject and indicator. */
export function deskOf(
  tender: Tender,
  indicators: readonly Indicator[],
  declarations: readonly Declaration[],
  answers: readonly Answer[],
  evidence: readonly OwnEvidence[],
): Desk {
  const files = new Map<string, OwnEvidence[]>()
  for (const one of evidence) {
    const key = answerKey(one.subjectKey, one.indicatorCode)
    files.set(key, [...(files.get(key) ?? []), one])
  }
  return {
    tender,
    indicators,
    live: declarations.filter(one => one.status !== 'withdrawn'),
    answers: new Map(answers.map(one => [answerKey(one.subjectKey, one.indicatorCode), one])),
    evidence: files,
  }
}

/** The subject of a declaration at a level. */
export const keyAt = (level: IndicatorLevel, { lot }: Declaration): string =>
  subjectKey(level, lot.spec.variety.code, lot.code)

/** The subjects of a declaration. */
export const keysOf = (declaration: Declaration): string[] => INDICATOR_LEVELS.map(level => keyAt(level, declaration))

/** One thing that keeps declarations from being complete. */
export interface Lack {
  readonly kind: 'answer' | 'evidence'
  readonly level: IndicatorLevel
  readonly subjectKey: string
  readonly indicator: Indicator
  /** Lots that wait for it. */
  readonly lots: readonly string[]
}

/** All that is missing, each thing once however many declarations use it. */
export function lacksOf({ indicators, live, answers, evidence }: Desk): Lack[] {
  return INDICATOR_LEVELS.flatMap(level => {
    const lots = new Map<string, string[]>()
    for (const one of live) {
      const key = keyAt(level, one)
      lots.set(key, [...(lots.get(key) ?? []), one.lot.code])
    }
    return [...lots].flatMap(([key, codes]) =>
      indicators
        .filter(indicator => indicator.level === level)
        .flatMap((indicator): Lack[] => {
          const lack = { level, subjectKey: key, indicator, lots: codes }
          const at = answerKey(key, indicator.code)
          return [
            ...(answers.has(at) ? [] : [{ ...lack, kind: 'answer' as const }]),
            ...(indicator.evidence === null || evidence.has(at) ? [] : [{ ...lack, kind: 'evidence' as const }]),
          ]
        }),
    )
  })
}

/** How a paper's last day stands: expired when it ends before declarations close, or soon after the campaign. */
export function validityAt(tender: Tender, day: string | null): Validity {
  if (day === null) return 'none'
  const closes = tender.stages.find(stage => stage.stage === 'declaration')?.closesAt ?? tender.now
  return validityOf(lastInstantOf(day), judgedAt(new Date(tender.now), new Date(closes)), campaignEnd(tender))
}

/** Papers of live declarations that end too early, the earliest first. */
export function endingPapers({ tender, live, evidence }: Desk): (OwnEvidence & { readonly validity: Validity })[] {
  const subjects = new Set(live.flatMap(keysOf))
  return [...evidence.values()]
    .flat()
    .filter(one => subjects.has(one.subjectKey))
    .map(one => ({ ...one, validity: validityAt(tender, one.validUntil) }))
    .filter(one => one.validity === 'expired' || one.validity === 'endsEarly')
    .sort((a, b) => ((a.validUntil ?? '') < (b.validUntil ?? '') ? -1 : 1))
}

/** The id of the card of an indicator, to which the list of what is missing leads. */
export const cardId = (subjectKey: string, code: string): string =>
  `answer-${subjectKey.replaceAll(/[^\w-]/g, '-')}-${code}`
