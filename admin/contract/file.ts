/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section files. */

export interface StoredFile {
  readonly id: string
  readonly sha256: string
  readonly name: string
  readonly uploadedAt: string
  readonly bytes: number
  /** pdf | png | jpeg | webp | xlsx | docx | csv */
  readonly type: string
  readonly pages: number | null
  readonly scan: string
}

/** What opening a file needs to know of it. */
export type ShownFile = Pick<StoredFile, 'id' | 'name' | 'type' | 'bytes' | 'pages'>

export interface AnswerEvidence {
  readonly id: string
  readonly tenderId: string
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly note: string | null
  readonly firstPage: number | null
  readonly lastPage: number | null
  readonly validUntil: string | null
}

/** A file with the answers that it proves. */
export interface UsedFile extends StoredFile {
  readonly evidence: readonly AnswerEvidence[]
}

/** Own evidence with its file, whether or not the indicator is answered. */
export interface OwnEvidence extends AnswerEvidence {
  readonly file: ShownFile & { readonly sha256: string }
}

/** An answer with the files that prove it. */
export interface DeclaredAnswer {
  readonly id: string
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly value: unknown
  readonly proposedCenti: number | null
  readonly evidence: readonly OwnEvidence[]
}
