import { type Entry, parsePoints } from './entry.ts'

/** An entry as the browser keeps it until the server has it. */
export interface LocalDraft extends Entry {
  readonly login: string
  readonly tenderId: string
  readonly sheetId: string
  readonly indicatorCode: string
  /** Said with it when it cannot be sent any more. */
  readonly name: string
  /** Most points of the indicator. */
  readonly maximum: number
  /** When it was typed, milliseconds of the server's clock. */
  readonly changedAt: number
  /** The server's draft that it was typed over; null for none. */
  readonly baseAt: string | null
  /** A reason asked for after the submission: goes with giveReasons, never as a draft. */
  readonly afterwards: boolean
}

/** A draft as the server keeps it. */
export interface ServerDraft {
  readonly indicatorCode: string
  readonly pointsCenti: number | null
  readonly reason: string | null
  readonly flagged: boolean
  readonly updatedAt: string
}

/** A draft as it is sent. */
export interface DraftInput {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly pointsCenti: number | null
  readonly reason: string | null
  readonly flagged: boolean
}

/** The server's clock is known to about a second. */
const SKEW_MS = 2_000

/**
 * Which of two drafts of an item counts: what was typed over the very draft the server has, else the newer one.
 * Out: 'local' is to be sent again, 'server' is to be shown.
 */
export function newer(local: LocalDraft, server: ServerDraft | undefined): 'local' | 'server' {
  if (!server || local.baseAt === server.updatedAt) return 'local'
  return local.changedAt + SKEW_MS >= Date.parse(server.updatedAt) ? 'local' : 'server'
}

/** What is sent of a draft; points that cannot be read stay in the browser. */
export function toInput({ sheetId, indicatorCode, text, maximum, reason, flagged }: LocalDraft): DraftInput {
  return { sheetId, indicatorCode, pointsCenti: parsePoints(text, maximum), reason: reason || null, flagged }
}

/** What a refusal of a batch leaves: drafts of sheets that are gone, drafts that are wrong, and the others to send again. */
export interface Sorted {
  readonly gone: readonly LocalDraft[]
  readonly wrong: readonly LocalDraft[]
  readonly again: readonly LocalDraft[]
}

/** Sorts a refused batch by the paths of its violations (drafts[3].sheetId). A sheet that is gone takes all of its drafts. */
export function sortRefused(
  batch: readonly LocalDraft[],
  violations: readonly { readonly code: string; readonly path: string | null }[],
): Sorted {
  const goneSheets = new Set<string>()
  const wrong = new Set<LocalDraft>()
  for (const { code, path } of violations) {
    const draft = batch[Number(/^drafts\[(\d+)\]/.exec(path ?? '')?.[1] ?? Number.NaN)]
    if (!draft) continue
    if (code === 'notFound') goneSheets.add(draft.sheetId)
    else wrong.add(draft)
  }
  const gone = batch.filter(draft => goneSheets.has(draft.sheetId))
  return {
    gone,
    wrong: [...wrong].filter(draft => !goneSheets.has(draft.sheetId)),
    again: batch.filter(draft => !goneSheets.has(draft.sheetId) && !wrong.has(draft)),
  }
}

const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]

/** How long to wait after so many failures in a row. */
export const backoff = (failures: number): number => BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? 1_000
