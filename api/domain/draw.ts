/**
 * The expert draw (integrity design §2; 招标投标法 37, 实施条例 46): everything is frozen in a manifest and the sources
 * of randomness are committed to before any of them is known. From then on the result is a pure function of published
 * bytes that anyone can run again. There is no second draw.
 */
import { canonicalBytes, compareBytes, hex, lengthPrefixed, utf8 } from './bytes.ts'
import { type CryptoPort, hkdfExpand, hkdfExtract } from './crypto.ts'
import { entropyCommitment } from './drawSecrets.ts'
import { compareCodes } from './order.ts'

export { entropyCommitment, poolLabel, poolSalt } from './drawSecrets.ts'

/** Names this algorithm; any change of it gets a new name. */
export const DRAW_ALGORITHM = 'alliance-draw/v2'

/** Frozen and published before the draw. Lists are sets: their order changes neither the hash nor the result. */
export interface DrawManifest {
  readonly algorithm: typeof DRAW_ALGORITHM
  /** The draw's business code. */
  readonly code: string
  readonly strata: readonly Stratum[]
  /** Experts taken out of the pool before the freeze, and why. */
  readonly recusals: readonly { readonly label: string; readonly reason: string }[]
  readonly sources: readonly EntropySource[]
}

export interface Stratum {
  /** The code of the specialty and region. */
  readonly code: string
  /** How many experts to draw. */
  readonly quota: number
  /** Labels of the eligible experts, from {@link poolLabel}. */
  readonly pool: readonly string[]
  /** Those of the pool whom the office or a member bureau employs: at most a third of the drawn (招标投标法 37). */
  readonly insiders: readonly string[]
}

export interface EntropySource {
  readonly code: string
  /** A public body, a supplier, or a public value named in advance (lottery, beacon). */
  readonly kind: 'body' | 'supplier' | 'beacon'
  /** Who contributes, or which public value it is. */
  readonly contributor: string
  /** Of the contribution, from {@link entropyCommitment}; null for a beacon, which nobody knows in advance. */
  readonly commitment: string | null
  /** When the value is revealed or becomes public, UTC as `Date.toISOString` writes it. */
  readonly revealAt: string
}

/** A contribution laid open. The value has at least 128 random bits, or is the beacon's published text in UTF-8. */
export interface Reveal {
  readonly source: string
  readonly value: Uint8Array
}

export type DrawFault =
  | {
      readonly reason: 'quotaExceedsEligible'
      readonly stratum: string
      readonly quota: number
      readonly eligible: number
    }
  | { readonly reason: 'badQuota' | 'repeatedStratum'; readonly stratum: string }
  | { readonly reason: 'badLabel' | 'repeatedLabel' | 'recusedInPool' | 'strangeInsider'; readonly label: string }
  | {
      readonly reason: 'badCommitment' | 'repeatedCommitment' | 'repeatedSource' | 'ambiguousBeacon'
      readonly source: string
    }
  | { readonly reason: 'unknownAlgorithm' | 'noStrata' | 'noSupplierSource' }
  | { readonly reason: 'tooFewBodies'; readonly bodies: number }

const HASH_TEXT = /^[0-9a-f]{64}$/
/** Contributions must come from at least this many different bodies (integrity design §2). */
export const MIN_BODIES = 3

/** Everything wrong with a manifest; it may be frozen only when this is empty, so nothing is drawn in vain. */
export function checkManifest(manifest: DrawManifest): readonly DrawFault[] {
  const general: DrawFault[] = []
  if (manifest.algorithm !== DRAW_ALGORITHM) general.push({ reason: 'unknownAlgorithm' })
  if (manifest.strata.length === 0) general.push({ reason: 'noStrata' })
  return [...general, ...checkStrata(manifest), ...checkPool(manifest), ...checkSources(manifest)]
}

function checkStrata({ strata }: DrawManifest): readonly DrawFault[] {
  const repeated = repeatedIn(strata.map(stratum => stratum.code))
  return [
    ...repeated.map(stratum => ({ reason: 'repeatedStratum', stratum }) as const),
    ...strata.flatMap(({ code, quota, pool, insiders }): readonly DrawFault[] => {
      if (!(Number.isSafeInteger(quota) && quota >= 1)) return [{ reason: 'badQuota', stratum: code }]
      const eligible = eligibleOf({ quota, pool, insiders })
      return quota <= eligible ? [] : [{ reason: 'quotaExceedsEligible', stratum: code, quota, eligible }]
    }),
  ]
}

/** How many insiders a stratum may seat: at least two thirds of its experts come from outside (招标投标法 37). */
export const insideSeats = (quota: number): number => Math.floor(quota / 3)

/** How many of a stratum could be drawn together: insiders beyond their seats do not count. */
export const seatable = (pool: number, insiders: number, quota: number): number =>
  pool - Math.max(0, insiders - insideSeats(quota))

const eligibleOf = ({ quota, pool, insiders }: Pick<Stratum, 'quota' | 'pool' | 'insiders'>): number =>
  seatable(pool.length, insiders.length, quota)

function checkPool({ strata, recusals }: DrawManifest): readonly DrawFault[] {
  const labels = strata.flatMap(stratum => stratum.pool)
  const recused = new Set(recusals.map(recusal => recusal.label))
  return [
    ...labels.filter(label => !HASH_TEXT.test(label)).map(label => ({ reason: 'badLabel', label }) as const),
    // Over all strata: an expert in two of them could be drawn twice.
    ...repeatedIn(labels).map(label => ({ reason: 'repeatedLabel', label }) as const),
    ...labels.filter(label => recused.has(label)).map(label => ({ reason: 'recusedInPool', label }) as const),
    ...strata.flatMap(({ pool, insiders }) => {
      const own = new Set(pool)
      const strange = [...repeatedIn(insiders), ...insiders.filter(label => !own.has(label))]
      return strange.map(label => ({ reason: 'strangeInsider', label }) as const)
    }),
  ]
}

function checkSources({ sources }: DrawManifest): readonly DrawFault[] {
  const bodies = new Set(sources.filter(({ kind }) => kind === 'body').map(({ contributor }) => contributor))
  const faults: DrawFault[] = repeatedIn(sources.map(({ code }) => code)).map(source => ({
    reason: 'repeatedSource',
    source,
  }))
  for (const { code, kind, commitment } of sources) {
    const isGood = kind === 'beacon' ? commitment === null : HASH_TEXT.test(commitment ?? '')
    if (!isGood) faults.push({ reason: 'badCommitment', source: code })
  }
  // Whoever copies a commitment reveals by copying too: two contributors would count, and only one contribute.
  const commitments = new Set<string>()
  for (const { code, commitment } of byCode(sources, source => source.code)) {
    if (commitment !== null && commitments.has(commitment)) faults.push({ reason: 'repeatedCommitment', source: code })
    if (commitment !== null) commitments.add(commitment)
  }
  if (bodies.size < MIN_BODIES) faults.push({ reason: 'tooFewBodies', bodies: bodies.size })
  if (!sources.some(({ kind }) => kind === 'supplier')) faults.push({ reason: 'noSupplierSource' })
  return faults
}

function repeatedIn(texts: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return [...new Set(texts.filter(text => seen.size === seen.add(text).size))]
}

/** By UTF-16 code unit: the same in every locale. */
const byCode = <T>(items: readonly T[], codeOf: (item: T) => string): readonly T[] =>
  [...items].sort((a, b) => compareCodes(codeOf(a), codeOf(b)))

/** Canonical bytes of a manifest, every list sorted: what is frozen, hashed and published. */
export function manifestBytes(manifest: DrawManifest): Uint8Array {
  const strata = byCode(manifest.strata, ({ code }) => code).map(stratum => ({
    ...stratum,
    pool: [...stratum.pool].sort(),
    insiders: [...stratum.insiders].sort(),
  }))
  const recusals = byCode(manifest.recusals, ({ label, reason }) => `${label} ${reason}`)
  return canonicalBytes({ ...manifest, strata, recusals, sources: byCode(manifest.sources, ({ code }) => code) })
}

/** SHA-256 of the manifest's canonical bytes, 32 bytes; this goes on the audit log at the freeze. */
export async function manifestHash(manifest: DrawManifest, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.sha256(manifestBytes(manifest))
}

/** Whether a reveal is the contribution its source committed to; a beacon's value is checked by people instead. */
export async function isRevealCommitted(
  source: Pick<EntropySource, 'kind' | 'commitment'>,
  value: Uint8Array,
  crypto: CryptoPort,
): Promise<boolean> {
  return source.kind === 'beacon' || source.commitment === (await entropyCommitment(value, crypto))
}

/**
 * Whether enough is revealed to draw: the contributions of at least {@link MIN_BODIES} different bodies. The others then
 * count with their fallback, so that nobody can hold the draw up for ever.
 */
export async function checkReveals(
  { sources }: DrawManifest,
  reveals: readonly Reveal[],
  crypto: CryptoPort,
): Promise<readonly DrawFault[]> {
  const bodies = new Set<string>()
  for (const source of sources.filter(({ kind }) => kind === 'body')) {
    for (const { value } of reveals.filter(reveal => reveal.source === source.code)) {
      if (await isRevealCommitted(source, value, crypto)) bodies.add(source.contributor)
    }
  }
  return bodies.size < MIN_BODIES ? [{ reason: 'tooFewBodies', bodies: bodies.size }] : []
}

/** What became of a source. `mismatch`: only values that were not committed to came; treated as unrevealed. */
export interface SourceOutcome {
  readonly source: string
  readonly outcome: 'revealed' | 'unrevealed' | 'mismatch'
}

/**
 * The bytes a source adds: its committed value, or the published fallback SHA-256⟨source code, commitment, "unrevealed"⟩.
 * A missing reveal never leads to a second draw, which would let a contributor choose whether a draw counts.
 */
async function sourceBytes(source: EntropySource, values: readonly Uint8Array[], crypto: CryptoPort) {
  for (const value of values) {
    if (await isRevealCommitted(source, value, crypto)) return { outcome: 'revealed', bytes: value } as const
  }
  const bytes = await crypto.sha256(
    lengthPrefixed(utf8(source.code), utf8(source.commitment ?? ''), utf8('unrevealed')),
  )
  return { outcome: values.length > 0 ? 'mismatch' : 'unrevealed', bytes } as const
}

/**
 * The labels of a stratum in drawn order: ascending by HKDF-Expand(PRK, ⟨"order/v1", stratum, label⟩, 32), whatever
 * order they come in (integrity design §2).
 */
export async function drawOrder(
  prk: Uint8Array,
  stratum: string,
  labels: readonly string[],
  crypto: CryptoPort,
): Promise<readonly string[]> {
  const keyed: { label: string; key: Uint8Array }[] = []
  for (const label of labels) {
    const info = lengthPrefixed(utf8('order/v1'), utf8(stratum), utf8(label))
    keyed.push({ label, key: await hkdfExpand(prk, info, 32, crypto) })
  }
  return keyed.sort((a, b) => compareBytes(a.key, b.key)).map(({ label }) => label)
}

export interface StratumResult {
  readonly code: string
  readonly drawn: readonly string[]
  /** To be called in this order when a drawn expert is unavailable, each skip with a signed reason. */
  readonly reserves: readonly string[]
}

export type DrawResult =
  | { readonly verdict: 'refused'; readonly faults: readonly DrawFault[] }
  | {
      readonly verdict: 'drawn'
      readonly manifestHash: Uint8Array
      readonly sources: readonly SourceOutcome[]
      readonly strata: readonly StratumResult[]
    }

/** Fills a stratum's seats in drawn order; an insider beyond their third is passed over and stays a reserve. */
function seat({ code, quota, insiders }: Stratum, order: readonly string[]): StratumResult {
  const inside = new Set(insiders)
  const drawn: string[] = []
  let insideDrawn = 0
  for (const label of order) {
    if (drawn.length === quota) break
    if (inside.has(label) && insideDrawn === insideSeats(quota)) continue
    if (inside.has(label)) insideDrawn++
    drawn.push(label)
  }
  const seated = new Set(drawn)
  return { code, drawn, reserves: order.filter(label => !seated.has(label)) }
}

/**
 * Draws from a frozen manifest. IKM = ⟨algorithm, manifest hash, source bytes by source code⟩; PRK = HKDF-Extract(salt =
 * manifest hash, IKM); per stratum the quota in {@link drawOrder} with at most a third insiders, the rest are reserves. Reveals of unknown sources
 * do not count. Refused, with nothing drawn, for a faulty manifest or two different values of one beacon.
 */
export async function draw(
  manifest: DrawManifest,
  reveals: readonly Reveal[],
  crypto: CryptoPort,
): Promise<DrawResult> {
  const valuesOf = (code: string) => {
    const own = reveals.filter(({ source }) => source === code).map(({ value }) => [hex(value), value] as const)
    return [...new Map(own).values()]
  }
  const faults = [
    ...checkManifest(manifest),
    ...manifest.sources
      .filter(({ kind, code }) => kind === 'beacon' && valuesOf(code).length > 1)
      .map(({ code }) => ({ reason: 'ambiguousBeacon', source: code }) as const),
  ]
  if (faults.length > 0) return { verdict: 'refused', faults }

  const hash = await manifestHash(manifest, crypto)
  const sources: SourceOutcome[] = []
  const entropy: Uint8Array[] = []
  for (const source of byCode(manifest.sources, ({ code }) => code)) {
    const { outcome, bytes } = await sourceBytes(source, valuesOf(source.code), crypto)
    sources.push({ source: source.code, outcome })
    entropy.push(bytes)
  }
  const prk = await hkdfExtract(hash, lengthPrefixed(utf8(DRAW_ALGORITHM), hash, ...entropy), crypto)
  const strata: StratumResult[] = []
  for (const stratum of byCode(manifest.strata, ({ code }) => code))
    strata.push(seat(stratum, await drawOrder(prk, stratum.code, stratum.pool, crypto)))
  return { verdict: 'drawn', manifestHash: hash, sources, strata }
}
