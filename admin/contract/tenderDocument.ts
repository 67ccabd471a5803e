/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section tender documents. */

export interface DocumentPart {
  readonly ordinal: number
  readonly title: string
  readonly body: string
  readonly fileId: string | null
  readonly fileName: string | null
  readonly fileSha256: string | null
  readonly hash: string
}

/** A version of the documents with everything in it. */
export interface DocumentVersion {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly body: string
  readonly hash: string
  readonly manifest: string
  readonly summary: string | null
  readonly publishedAt: string
  readonly parts: readonly DocumentPart[]
}

/** A tender as far as its documents go. */
export interface TenderPapers {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly stage: string
  readonly now: string
  readonly questionsUntil: string | null
  readonly documents: readonly DocumentVersion[]
}

export interface DraftDocument {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly body: string
  readonly hash: string
  readonly publishedAt: string
  readonly closesAt: string
  readonly answersPublishedAt: string | null
}

export interface DraftComment {
  readonly id: string
  readonly number: number
  /** Null where it is hidden from the reader. */
  readonly text: string | null
  readonly submittedAt: string
  readonly answer: string | null
  readonly hiddenReason: string | null
}

export interface Question {
  readonly id: string
  readonly number: number
  readonly text: string
  readonly askedAt: string
  readonly answer: string | null
  readonly answeredAt: string | null
  readonly amendedVersion: number | null
  readonly isOwn: boolean
}

export interface NoticeDelivery {
  readonly notice: { readonly id: string; readonly number: string; readonly title: string }
  readonly supplierName: string
  readonly toldAt: string
  readonly seenAt: string | null
}
