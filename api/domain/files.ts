import { checkText } from './plainText.ts'
import { type Violation, violation } from './violation.ts'
import { dayOf } from './workingDays.ts'

/** Kinds of files that are taken: what a scanner, an office program and a laboratory hand out, and a browser can show. */
export const FILE_TYPES = ['pdf', 'png', 'jpeg', 'webp', 'xlsx', 'docx', 'csv'] as const

/** The kind of a file by its content. */
export type FileType = (typeof FILE_TYPES)[number]

/** How a kind is sent, and which endings its names may have. */
export const FILE_KINDS: Readonly<Record<FileType, { readonly mime: string; readonly endings: readonly string[] }>> = {
  pdf: { mime: 'application/pdf', endings: ['pdf'] },
  png: { mime: 'image/png', endings: ['png'] },
  jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  webp: { mime: 'image/webp', endings: ['webp'] },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  csv: { mime: 'text/csv', endings: ['csv'] },
}

const NAME_MAX = 200
const SHA256 = /^[0-9a-f]{64}$/
/** What no file name has and what would leave its folder or break a header. */
const ODD_NAME = /[/\\:*?"<>|\p{Cc}\p{Cf}]/u
const MEGABYTE = 1_000_000

/** Endings that names may have, for people: `pdf, png, jpg …`. */
export const ALLOWED_ENDINGS: string = FILE_TYPES.flatMap(type => FILE_KINDS[type].endings).join(', ')

/** The ending of a name in lower case, without the dot; empty if there is none. */
export function endingOf(name: string): string {
  const at = name.lastIndexOf('.')
  return at <= 0 ? '' : name.slice(at + 1).toLowerCase()
}

/** What a person announces before the first byte is sent. */
export interface AnnouncedFile {
  readonly name: string
  readonly bytes: number
  /** SHA-256 of the content, 64 hex digits. */
  readonly sha256: string
}

/** How much may be handed in, in bytes. */
export interface FileLimits {
  readonly maxBytes: number
  /** For all files of one organisation together. */
  readonly quotaBytes: number
}

/** Bytes as people read them: `50 MB`. */
export const sizeText = (bytes: number): string =>
  bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${Math.round(bytes / MEGABYTE)} MB`

/**
 * Checks an announced file: a plain name with an allowed ending, not empty, not above the limit. What is announced too
 * large is refused before anything is sent (1-domain §7: uploads that fail at the end).
 */
export function checkAnnounced({ name, bytes, sha256 }: AnnouncedFile, { maxBytes }: FileLimits): Violation[] {
  if (!Number.isSafeInteger(bytes) || bytes < 0) return [violation('notANumber', 'bytes')]
  if (bytes === 0) return [violation('emptyFile', 'bytes')]
  if (bytes > maxBytes) return [violation('fileTooLarge', 'bytes', { max: sizeText(maxBytes) })]
  if (!SHA256.test(sha256)) return [violation('notText', 'sha256')]
  return checkFileName(name)
}

/** Checks the name of a file by itself. */
export function checkFileName(name: string): Violation[] {
  const found = checkText(name, 'name', NAME_MAX)
  if (found.length > 0) return found
  if (ODD_NAME.test(name) || name.startsWith('.')) return [violation('badFileName', 'name')]
  const ending = endingOf(name)
  const isKnown = FILE_TYPES.some(type => FILE_KINDS[type].endings.includes(ending))
  return isKnown ? [] : [violation('fileTypeNotAllowed', 'name', { allowed: ALLOWED_ENDINGS })]
}

/** Whether a name's ending says what the content is; null is content of no kind that is taken. */
export function checkFileType(name: string, type: FileType | null): Violation[] {
  if (type === null) return [violation('fileTypeNotAllowed', 'name', { allowed: ALLOWED_ENDINGS })]
  if (FILE_KINDS[type].endings.includes(endingOf(name))) return []
  return [violation('fileNameMismatch', 'name', { ending: endingOf(name), type })]
}

/** Whether another file fits beside those that an organisation has, in bytes. */
export function checkQuota(usedBytes: number, newBytes: number, { quotaBytes }: FileLimits): Violation[] {
  if (usedBytes + newBytes <= quotaBytes) return []
  return [violation('quotaExceeded', 'bytes', { used: sizeText(usedBytes), max: sizeText(quotaBytes) })]
}

/** Pages of a file that prove an answer, the first is 1; both null mean all. */
export interface PageRange {
  readonly firstPage: number | null
  readonly lastPage: number | null
}

/** Checks a page range against a file's number of pages; null pages: a file without any. */
export function checkPages({ firstPage, lastPage }: PageRange, pages: number | null, path: string): Violation[] {
  if (firstPage === null && lastPage === null) return []
  const max = pages ?? 1
  const isWhole = (page: number | null) => page !== null && Number.isSafeInteger(page) && page >= 1 && page <= max
  if (!isWhole(firstPage)) return [violation('outOfRange', `${path}.firstPage`, { min: 1, max })]
  if (lastPage === null || (isWhole(lastPage) && lastPage >= (firstPage ?? 1))) return []
  return [violation('outOfRange', `${path}.lastPage`, { min: firstPage ?? 1, max })]
}

const DAY_MS = 86_400_000
/** How long before the end of a campaign an expiry is worth a warning. */
export const EXPIRY_WARNING_DAYS = 60

/** How a document's validity stands against the end of the campaign. */
export type Validity = 'none' | 'valid' | 'endsEarly' | 'expired'

/**
 * A certificate that ends before the campaign does, or within 60 days after its planned end, has to be renewed in time.
 * @param validUntil last valid instant in ms, null for none
 * @param now the campaign's clock in ms
 * @param campaignEnd its planned end in ms, null when none is planned yet: then counted from now
 * @param days other than the 60, where somebody looks further or less far
 */
export function validityOf(
  validUntil: number | null,
  now: number,
  campaignEnd: number | null,
  days: number = EXPIRY_WARNING_DAYS,
): Validity {
  if (validUntil === null) return 'none'
  if (validUntil < now) return 'expired'
  return validUntil < (campaignEnd ?? now) + days * DAY_MS ? 'endsEarly' : 'valid'
}

/** A document is valid until the end of its last day in China. In: YYYY-MM-DD. Out: that instant in ms. */
export const lastInstantOf = (day: string): number => new Date(`${day}T23:59:59.999+08:00`).getTime()

/**
 * When a paper must still be valid, ms: now, and while declarations are open at their close, because then the answers are
 * fixed.
 */
export const judgedAt = (now: Date, declarationsClose: Date | null): number =>
  Math.max(now.getTime(), declarationsClose?.getTime() ?? now.getTime())

/** When the last planned stage of a campaign ends, ms; null when none is planned. */
export function campaignEndOf(closings: readonly (Date | null)[]): number | null {
  const ends = closings.flatMap(at => (at ? [at.getTime()] : []))
  return ends.length > 0 ? Math.max(...ends) : null
}

/**
 * The first day, YYYY-MM-DD, that is late enough: a document whose last day lies before it has expired or ends early, as
 * {@link validityOf} says of each.
 */
export function firstSafeDay(now: number, campaignEnd: number | null, days: number = EXPIRY_WARNING_DAYS): string {
  const horizon = Math.max(now, (campaignEnd ?? now) + days * DAY_MS)
  // The last instant of a day is a millisecond before midnight: only a horizon within it does not spare that day.
  const day = dayOf(new Date(horizon))
  return lastInstantOf(day) < horizon ? dayOf(new Date(horizon + DAY_MS)) : day
}
