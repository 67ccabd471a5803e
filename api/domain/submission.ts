import { canonicalBytes } from './bytes.ts'

/** An answer as it is submitted. */
export interface SubmittedAnswer {
  readonly subjectKey: string
  readonly indicatorCode: string
  readonly value?: unknown
}

/** A file that proves an answer, as it is submitted. */
export interface SubmittedFile {
  readonly subjectKey: string
  readonly indicatorCode: string
  readonly sha256: string
  readonly firstPage: number | null
  readonly lastPage: number | null
  /** YYYY-MM-DD */
  readonly validUntil: string | null
}

/** All that a supplier submits in a tender. */
export interface Submission {
  readonly tenderId: string
  readonly lots: readonly {
    readonly lot: string
    readonly capacityKg: number
    readonly subjectKeys: readonly string[]
  }[]
  readonly answers: readonly SubmittedAnswer[]
  readonly files: readonly SubmittedFile[]
}

const ORDERED = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The bytes whose SHA-256 stands on a supplier's receipt: lots with capacities, and the answers and files of their
 * subjects, in an order of their own, so that the same content has the same hash however it was read. Answers and files
 * of lots that are not declared do not count. The note beside a file is a hint for readers and is left out.
 */
export function submissionBytes({ tenderId, lots, answers, files }: Submission): Uint8Array {
  const subjects = new Set(lots.flatMap(lot => lot.subjectKeys))
  const isSubmitted = ({ subjectKey }: { readonly subjectKey: string }) => subjects.has(subjectKey)
  return canonicalBytes({
    version: 'bencao.submission/1',
    tenderId,
    lots: lots.map(({ lot, capacityKg }) => `${lot} ${capacityKg}`).sort(ORDERED),
    // Values may be fractions, which have no canonical number form: their JSON text stands for them.
    answers: answers
      .filter(isSubmitted)
      .map(one => `${one.subjectKey} ${one.indicatorCode} ${JSON.stringify(one.value)}`)
      .sort(ORDERED),
    files: files
      .filter(isSubmitted)
      .map(one => {
        const pages = `${one.firstPage ?? ''}-${one.lastPage ?? ''}`
        return `${one.subjectKey} ${one.indicatorCode} ${one.sha256} ${pages} ${one.validUntil ?? ''}`
      })
      .sort(ORDERED),
  })
}
