/** Shapes of the GraphQL contract (api/graphql/schema.graphql): how a review goes, and what came of it. */

export interface ReviewRound {
  readonly phase: 'first' | 'second'
  readonly closedAt: string | null
  readonly clarifyUntil: string | null
}

export interface ReviewRounds {
  readonly id: string
  readonly now: string
  readonly reviewRounds: readonly ReviewRound[]
}

export interface ExpertProgress {
  readonly expertCode: string
  readonly expertName: string
  readonly specialty: string
  readonly items: number
  readonly done: number
  readonly drafted: number
  readonly reasonsDue: number
  readonly lastActiveAt: string | null
  readonly remindedAt: string | null
  readonly severityPercent: number | null
  readonly deviationPercent: number | null
}

export interface LotProgress {
  readonly lotCode: string
  readonly varietyName: string
  readonly grade: string
  readonly declarations: number
  readonly items: number
  readonly done: number
  readonly disputes: number
}

export interface IndicatorProgress {
  readonly indicatorCode: string
  readonly scores: number
  readonly meanCenti: number | null
  readonly deviationCenti: number | null
  readonly disputes: number
}

export interface ReviewProgress {
  readonly experts: readonly ExpertProgress[]
  readonly lots: readonly LotProgress[]
  readonly indicators: readonly IndicatorProgress[]
}

export interface ExpertQuestion {
  readonly id: string
  readonly sheetId: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly indicatorCode: string
  readonly text: string
  readonly askedAt: string
  readonly answer: string | null
  readonly answeredAt: string | null
}

export interface ItemScore {
  readonly lotCode: string
  readonly varietyCode: string
  readonly varietyName: string
  readonly grade: string
  readonly indicatorCode: string
  readonly pointsCenti: number
  readonly basis: string
  readonly phase: 'first' | 'second'
  readonly reasons: readonly string[]
  readonly clarification: string | null
}
