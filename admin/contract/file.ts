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

/** A paper of a submitted declaration that has expired or ends too early. */
export interface ExpiringPaper {
  readonly id: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly indicatorCode: string
  readonly lotCodes: readonly string[]
  readonly fileId: string
  readonly fileName: string
  readonly fileType: string
  readonly fileBytes: number
  readonly filePages: number | null
  readonly note: string | null
  readonly validUntil: string
  readonly validity: 'expired' | 'endsEarly'
  readonly daysLeft: number
}

export interface ExpiringPapers {
  readonly items: readonly ExpiringPaper[]
  readonly total: number
  readonly campaignEnd: string | null
  readonly suppliers: readonly {
    readonly supplierCode: string
    readonly supplierName: string
    readonly expired: number
    readonly endsEarly: number
  }[]
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
