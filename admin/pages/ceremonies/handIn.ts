/** The opening in an officer's browser: which envelopes, are they the manifest's, and handing the shares in. */
import { canonicalBytes, fromHex, hex, utf8Text } from '#domain/bytes.ts'
import { type HandedIn, handInValue } from '#domain/officerKeys.ts'
import { openingManifest } from '#domain/opening.ts'
import type { Page, PriceRound, SealedBid } from '../../contract/index.ts'
import { bytesOfBase64 } from '../../crypto/fileBytes.ts'
import type { ShareFound, TaskEnvelope } from '../../crypto/shareWork.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { ENVELOPES, SUBMIT_SHARES } from '../../documents/ceremony.ts'
import { ask, command, RefusalError } from '../../graphqlClient.ts'
import { toBase64 } from '../../randomness.ts'

const PAGE = 1000
/** The most shares that one call takes. */
const PIECE = 1000
const TRIES = 4
const FIRST_WAIT_MS = 500

type Envelope = Pick<SealedBid, 'id' | 'leaf' | 'envelope'>

function loadPage(roundId: string, page: number): Promise<Page<Envelope>> {
  const variables = { page, perPage: PAGE, filter: { roundId } }
  return patiently(async () => (await ask<{ sealedBids: Page<Envelope> }>(ENVELOPES, variables)).sealedBids)
}

/**
 * Every envelope that counts, page after page: the next one is on its way while one is decoded. `report` gets how many of
 * how many are here.
 */
export async function loadEnvelopes(
  roundId: string,
  report: (done: number, total: number) => void,
): Promise<readonly TaskEnvelope[]> {
  const envelopes: TaskEnvelope[] = []
  let coming = loadPage(roundId, 1)
  for (let page = 1; ; page++) {
    const { items, total } = await coming
    const isLast = items.length === 0 || page * PAGE >= total
    if (!isLast) {
      coming = loadPage(roundId, page + 1)
      // Awaited only when this page is decoded; until then nobody else hears of its failure.
      coming.catch(() => undefined)
    }
    for (const { id, envelope } of items) if (envelope !== null) envelopes.push({ id, bytes: bytesOfBase64(envelope) })
    report(envelopes.length, total)
    if (isLast) return envelopes
  }
}

/** Whether the leaves that this browser computed are exactly those of the manifest that was fixed at the close. */
export async function isManifest(round: PriceRound, found: readonly ShareFound[]): Promise<boolean> {
  const leaves = found.map(one => fromHex(one.leaf) ?? new Uint8Array(0))
  const policyHash = fromHex(round.policyHash ?? '') ?? new Uint8Array(0)
  if (new Set(found.map(one => one.leaf)).size !== found.length) return false
  const manifest = await openingManifest(policyHash, leaves, webCrypto)
  return utf8Text(manifest.bytes) === round.manifest && hex(manifest.hash) === round.manifestHash
}

/** What is handed in for one envelope. */
export interface Entry extends HandedIn {
  readonly sealedBidId: string
}

/**
 * The entries of an opening in the manifest's order. A cap that gave no share is left out, or (only when the officer
 * has agreed to lay it open) answered by a complaint: the private key of this round in place of the share.
 */
export function entriesOf(found: readonly ShareFound[], complainWith: Uint8Array | null): readonly Entry[] {
  const sorted = [...found].sort((a, b) => (a.leaf < b.leaf ? -1 : 1))
  return sorted.flatMap(({ id, leaf, share, salt }): Entry[] => {
    const place = { sealedBidId: id, leaf: fromHex(leaf) ?? new Uint8Array(0) }
    if (share && salt) return [{ ...place, share, salt }]
    return complainWith ? [{ ...place, share: complainWith, salt: new Uint8Array(0) }] : []
  })
}

/** Who hands in, and what for. */
export interface HandIn {
  readonly round: PriceRound
  readonly ordinal: number
  readonly signingKey: Uint8Array
  readonly entries: readonly Entry[]
}

/**
 * Signs the entries piece by piece and hands them in. A piece that was handed in before is taken again without effect, so
 * a page that was left half-way simply starts over. `report` gets how many entries are in.
 * @throws RefusalError when the platform refuses a piece; pieces before it stay handed in
 */
export async function handIn({ round, ordinal, signingKey, entries }: HandIn, report: (done: number) => void) {
  for (let at = 0; at < entries.length; at += PIECE) {
    const piece = entries.slice(at, at + PIECE)
    const value = handInValue(round.manifestHash ?? '', ordinal, piece)
    const signature = toBase64(await webCrypto.ed25519Sign(signingKey, canonicalBytes(value)))
    const shares = piece.map(({ sealedBidId, share, salt }) => ({
      sealedBidId,
      share: toBase64(share),
      salt: toBase64(salt),
    }))
    await patiently(() => command('submitShares', SUBMIT_SHARES, { roundId: round.id, shares, signature }))
    report(at + piece.length)
  }
}

/** Tries again after an outage, waiting twice as long each time; a refusal is final. */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (error instanceof RefusalError || attempt === TRIES) throw error
      await new Promise(resolve => setTimeout(resolve, FIRST_WAIT_MS * 2 ** (attempt - 1)))
    }
  }
}
