import { fromHex, hex } from '#domain/bytes.ts'
import { type DrawManifest, draw, manifestHash, type SourceOutcome, type StratumResult } from '#domain/draw.ts'
import { drawResultHash } from '#domain/evidence.ts'
import type { PublicDraw } from '../contract/index.ts'
import { webCrypto } from '../crypto/webCrypto.ts'

/** A draw as this browser computed it from what is published. */
export interface Replay {
  readonly sources: readonly SourceOutcome[]
  readonly strata: readonly StratumResult[]
  /** The frozen manifest has the published hash, and what comes out the published result's. */
  readonly agrees: boolean
}

function isDrawManifest(value: unknown): value is DrawManifest {
  if (typeof value !== 'object' || value === null) return false
  return ['strata', 'recusals', 'sources'].every(key => Array.isArray(Reflect.get(value, key)))
}

/** The frozen manifest; null before the freeze, and for readers who may not have it yet. */
export function manifestOf(of: Pick<PublicDraw, 'manifest'>): DrawManifest | null {
  return isDrawManifest(of.manifest) ? of.manifest : null
}

/** Whether the manifest has the hash that is on the log. */
export async function isManifestPublished(of: Pick<PublicDraw, 'manifest' | 'manifestHash'>): Promise<boolean> {
  const manifest = manifestOf(of)
  return manifest !== null && hex(await manifestHash(manifest, webCrypto)) === of.manifestHash
}

/** Draws again; null for a manifest that this version cannot draw from. */
export async function replayDraw(of: PublicDraw): Promise<Replay | null> {
  const manifest = manifestOf(of)
  if (manifest === null) return null
  const reveals = of.contributions.flatMap(({ source, value }) => {
    const bytes = value === null ? null : fromHex(value)
    return bytes === null ? [] : [{ source, value: bytes }]
  })
  const result = await draw(manifest, reveals, webCrypto)
  if (result.verdict === 'refused') return null
  const isSame = (await drawResultHash(result.strata, webCrypto)) === of.resultHash
  return {
    sources: result.sources,
    strata: result.strata,
    agrees: isSame && hex(result.manifestHash) === of.manifestHash,
  }
}
