import { canonicalJson, fromHex, hex } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { checkManifest, checkReveals, draw, isRevealCommitted, manifestHash } from '#domain/draw.ts'
import { type DrawEvidence, drawResultHash, type EvidenceFile, SUBJECTS } from '#domain/evidence.ts'
import { checkFrame, checkLog, checkOrder, checkSeal, rowOf } from './log.ts'
import { type Checker, type Progress, type Report, reporting } from './report.ts'

/**
 * Runs a draw again from its published bytes: the frozen manifest, the committed and revealed randomness, the order of
 * every stratum, and that all of it stood in the log in that order (integrity design §2).
 */
export function verifyDraw(
  file: EvidenceFile<DrawEvidence>,
  trustedKey: string | null,
  crypto: CryptoPort,
  progress?: Progress,
): Promise<Report> {
  return reporting(async (check: Checker) => {
    checkFrame(file, ['draw'], trustedKey, check)
    const { content } = file
    const hash = hex(await manifestHash(content.manifest, crypto))
    check.expect(content.manifest.code === `draw:${content.tender}`, 'manifestTender', { tender: content.tender })
    const [fault] = checkManifest(content.manifest)
    check.expect(fault === undefined, 'drawManifest', { reason: fault?.reason ?? '' })
    check.saw('sources', content.manifest.sources.length)
    await checkRevealed(content, crypto, check)
    await checkResult(content, crypto, check)
    await checkHistory(file, hash, crypto, check)
    await checkSeal(file, crypto, check)
  }, progress)
}

async function checkRevealed(content: DrawEvidence, crypto: CryptoPort, check: Checker): Promise<void> {
  const sources = new Map(content.manifest.sources.map(source => [source.code, source]))
  for (const { source: code, value } of content.reveals) {
    const source = sources.get(code)
    const bytes = fromHex(value)
    check.expect(source !== undefined && bytes !== null, 'reveal', { source: code })
    check.expect(await isRevealCommitted(source, bytes, crypto), 'reveal', { source: code })
    check.saw('reveals')
  }
  const missing = await checkReveals(content.manifest, revealsOf(content), crypto)
  check.expect(missing.length === 0, 'tooFewReveals')
}

const revealsOf = (content: DrawEvidence) =>
  content.reveals.map(({ source, value }) => ({ source, value: fromHex(value) ?? new Uint8Array(0) }))

async function checkResult(content: DrawEvidence, crypto: CryptoPort, check: Checker): Promise<void> {
  const again = await draw(content.manifest, revealsOf(content), crypto)
  check.expect(again.verdict === 'drawn', 'drawManifest', { reason: again.verdict })
  for (const [i, stratum] of again.strata.entries()) {
    const claimed = content.strata[i]
    const [ours, theirs] = [stratum, claimed].map(one => [...(one?.drawn ?? []), ...(one?.reserves ?? [])])
    const place = ours?.findIndex((label, at) => label !== theirs?.[at]) ?? 0
    check.expect(place < 0, 'drawPlace', { stratum: stratum.code, place: place + 1 })
    check.expect(canonicalJson(claimed) === canonicalJson(stratum), 'drawPlace', { stratum: stratum.code, place: 0 })
    check.saw('places', ours?.length ?? 0)
  }
  check.expect(content.strata.length === again.strata.length, 'strata')
  check.expect(canonicalJson(content.outcomes) === canonicalJson(again.sources), 'outcomes')
}

/** Commitments before the freeze, the freeze before the reveals, the reveals before the draw. */
async function checkHistory(
  file: EvidenceFile<DrawEvidence>,
  hash: string,
  crypto: CryptoPort,
  check: Checker,
): Promise<void> {
  const { content, seal } = file
  const { tender } = content
  const rows = await checkLog(content.log, seal.logKey, content.tenderId, crypto, check)
  const frozen = rowOf(rows, SUBJECTS.drawManifest(tender, hash), check)
  const committed = content.manifest.sources.flatMap(({ code, commitment }) =>
    commitment === null ? [] : [rowOf(rows, SUBJECTS.drawCommitment(tender, code, commitment), check)],
  )
  const revealed = content.reveals.map(({ source, value }) =>
    rowOf(rows, SUBJECTS.drawReveal(tender, source, value), check),
  )
  const drawn = rowOf(rows, SUBJECTS.drawResult(tender, await drawResultHash(content.strata, crypto)), check)
  checkOrder(committed, [frozen], check)
  checkOrder([frozen], revealed, check)
  checkOrder(revealed, [drawn], check)
}
