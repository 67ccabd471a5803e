import { campaignEndOf, lastInstantOf, type Validity, validityOf } from '#domain/files.ts'
import type { Tender, UsedFile } from '../../contract/index.ts'

/** Which of the files a supplier looks at. */
export interface FileFilter {
  readonly text: string
  readonly use: 'all' | 'used' | 'unused' | 'expiring'
}

export const ALL_FILES: FileFilter = { text: '', use: 'all' }

/** When the last planned stage of a campaign ends, ms; null when none is planned. */
export const campaignEnd = ({ stages }: Tender): number | null =>
  campaignEndOf(stages.map(stage => (stage.closesAt ? new Date(stage.closesAt) : null)))

/** The first day on which a file's documents end, in this campaign; null when none is named. */
export function earliestEnd(file: UsedFile, tender: Tender): string | null {
  const days = file.evidence.flatMap(use => (use.tenderId === tender.id && use.validUntil ? [use.validUntil] : []))
  return days.sort()[0] ?? null
}

/** How a file's validity stands against the end of the campaign. */
export function fileValidity(file: UsedFile, tender: Tender): Validity {
  const day = earliestEnd(file, tender)
  return validityOf(day === null ? null : lastInstantOf(day), new Date(tender.now).getTime(), campaignEnd(tender))
}

/** Whether a file is one of those looked at. */
export function fits(file: UsedFile, { text, use }: FileFilter, tender: Tender): boolean {
  if (!file.name.toLowerCase().includes(text.trim().toLowerCase())) return false
  if (use === 'expiring') return ['endsEarly', 'expired'].includes(fileValidity(file, tender))
  return use === 'all' || (use === 'used') === file.evidence.length > 0
}
