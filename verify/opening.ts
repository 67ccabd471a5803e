import { canonicalBytes, equalBytes, fromBase64, fromHex, hex, utf8, utf8Text } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { type BidEvidence, type EvidenceFile, type OpeningEvidence, SUBJECTS } from '#domain/evidence.ts'
import { handInValue, isComplaint, officerKeyBytes } from '#domain/officerKeys.ts'
import { openingManifest, type Verdict, verifyOpening as verifyEnvelope } from '#domain/opening.ts'
import { openingRecordBytes, quoteFault, reasonText, storedFault } from '#domain/openingRecord.ts'
import { type Policy, parsePolicy } from '#domain/sealing.ts'
import { checkFrame, checkLog, checkOrder, checkSeal, type Rows, rowOf } from './log.ts'
import { type Checker, type Progress, type Report, reporting } from './report.ts'

/**
 * Opens a round again from its published evidence: the officers' signatures under the policy, the manifest, every
 * envelope with the shares given for it, every verdict and price, the record, and that each envelope stood in the log
 * before the round was closed and the record after (integrity design §1).
 */
export function verifyOpening(
  file: EvidenceFile<OpeningEvidence>,
  trustedKey: string | null,
  crypto: CryptoPort,
  progress?: Progress,
): Promise<Report> {
  return reporting(async (check: Checker) => {
    checkFrame(file, ['opening-1', 'opening-2'], trustedKey, check)
    const { content, seal } = file
    check.expect(file.kind === `opening-${content.round}`, 'kind', { kinds: `opening-${content.round}` })
    const policy = parsePolicy(content.policy)
    check.expect(policy !== null && policy.round === content.round, 'policy')
    check.expect(policy.tender === content.tender && policy.logKey === seal.logKey, 'policy')
    await checkOfficers(content, policy, crypto, check)
    const policyHash = await crypto.sha256(utf8(content.policy))
    const manifestHash = await checkManifest(content, policyHash, crypto, check)
    const hashes = { policyHash: hex(policyHash), manifestHash }
    await checkHandIns(content, manifestHash, crypto, check)
    const rows = await checkLog(content.log, seal.logKey, content.tenderId, crypto, check)
    checkHistory(content, hashes, rows, check)
    for (const bid of content.bids) await checkBid(content, policy, bid, crypto, check)
    await checkRecord(content, policy, hashes, crypto, check)
    await checkSeal(file, crypto, check)
  }, progress)
}

function bytesOf(base64: string): Uint8Array {
  const bytes = fromBase64(base64)
  if (bytes === null) throw new RangeError('base64 expected')
  return bytes
}

async function checkOfficers(content: OpeningEvidence, policy: Policy, crypto: CryptoPort, check: Checker) {
  check.expect(content.officers.length === policy.officers.length, 'officers')
  const text = utf8(content.policy)
  for (const [i, officer] of content.officers.entries()) {
    const named = policy.officers[i]
    const publicKey = bytesOf(officer.publicKey)
    const signingKey = bytesOf(officer.signingKey)
    const where = { officer: officer.code }
    const isNamed = officer.ordinal === i + 1 && named?.code === officer.code && named.publicKey === hex(publicKey)
    check.expect(isNamed, 'officerKey', where)
    const key = officerKeyBytes(content.roundId, publicKey)
    check.expect(await crypto.ed25519Verify(signingKey, key, bytesOf(officer.keySignature)), 'keySignature', where)
    const signature = bytesOf(officer.policySignature)
    check.expect(await crypto.ed25519Verify(signingKey, text, signature), 'policySignature', where)
    check.saw('officers')
  }
}

async function checkManifest(content: OpeningEvidence, policyHash: Uint8Array, crypto: CryptoPort, check: Checker) {
  const leaves = content.bids.map(bid => fromHex(bid.leaf) ?? new Uint8Array(0))
  const manifest = await openingManifest(policyHash, leaves, crypto)
  check.expect(utf8Text(manifest.bytes) === content.manifest, 'manifest')
  return hex(manifest.hash)
}

/** Every share was signed for by its officer, against this manifest. */
async function checkHandIns(content: OpeningEvidence, manifestHash: string, crypto: CryptoPort, check: Checker) {
  const bids = new Map(content.bids.map(bid => [bid.leaf, bid]))
  const signed = new Set<string>()
  for (const [ordinal, leaves, signature] of content.handIns) {
    const officer = content.officers[ordinal - 1]
    const entries = leaves.map(leaf => {
      signed.add(`${ordinal}/${leaf}`)
      const [, share, salt] = bids.get(leaf)?.shares.find(([index]) => index === ordinal) ?? []
      return { leaf: fromHex(leaf) ?? new Uint8Array(0), share: bytesOf(share ?? ''), salt: bytesOf(salt ?? '') }
    })
    const text = canonicalBytes(handInValue(manifestHash, ordinal, entries))
    const key = bytesOf(officer?.signingKey ?? '')
    const where = { officer: officer?.code ?? ordinal }
    check.expect(await crypto.ed25519Verify(key, text, bytesOf(signature)), 'handIn', where)
    check.saw('handIns')
  }
  for (const { leaf, lot, supplier, shares } of content.bids)
    for (const [ordinal] of shares)
      check.expect(ordinal === 0 || signed.has(`${ordinal}/${leaf}`), 'unsignedShare', { lot, supplier, ordinal })
}

async function checkBid(
  content: OpeningEvidence,
  policy: Policy,
  bid: BidEvidence,
  crypto: CryptoPort,
  check: Checker,
): Promise<void> {
  const where = { lot: bid.lot, supplier: bid.supplier }
  const leaf = fromHex(bid.leaf) ?? new Uint8Array(0)
  const envelope = bytesOf(bid.envelope)
  const stored = await storedFault({ ...bid, leaf, envelope }, crypto)
  const found = stored
    ? { verdict: 'void' as const, priceFen: null, reason: reasonText(stored, []) }
    : judged(await verdictOf(content, policy, envelope, bid, crypto), bid)
  check.expect(found !== null, 'shares', where)
  const isSame =
    found.verdict === bid.verdict && String(found.priceFen) === String(bid.priceFen) && found.reason === bid.reason
  check.expect(isSame, 'verdict', { ...where, found: found.priceFen ?? found.reason ?? '' })
  check.saw('bids')
  check.saw('shares', bid.shares.length)
}

async function verdictOf(
  content: OpeningEvidence,
  policy: Policy,
  envelope: Uint8Array,
  bid: BidEvidence,
  crypto: CryptoPort,
): Promise<Verdict> {
  const given = bid.shares.map(([index, share, salt]) => ({ index, share: bytesOf(share), salt: bytesOf(salt) }))
  const officers = given.filter(one => one.index > 0)
  const laidOpen = officers.filter(isComplaint).map(({ index, share }) => ({ index, privateKey: share }))
  const platformKey = content.platformComplaint === null ? null : bytesOf(content.platformComplaint)
  const platformShare = given.find(one => one.index === 0)
  // Only where the platform's own cap was bad does its key stand in for its share.
  const complaints = platformKey && !platformShare ? [...laidOpen, { index: 0, privateKey: platformKey }] : laidOpen
  return verifyEnvelope(
    {
      envelope,
      policy,
      shares: officers.filter(one => !isComplaint(one)),
      complaints,
      platformShare: platformShare ?? { index: 0, share: new Uint8Array(0), salt: new Uint8Array(0) },
    },
    crypto,
  )
}

/** The verdict as the record has it, price rules applied; null when shares are missing. */
function judged(verdict: Verdict, bid: BidEvidence) {
  if (verdict.verdict === 'needsShare') return null
  const badOfficers = verdict.badOfficers.filter(index => index > 0)
  if (verdict.verdict === 'void')
    return { verdict: 'void' as const, priceFen: null, reason: reasonText(verdict.reason, badOfficers) }
  const round1Fen = bid.round1Fen === null ? null : BigInt(bid.round1Fen)
  const fault = quoteFault(verdict.priceFen, BigInt(bid.ceilingFen), round1Fen)
  if (fault !== null) return { verdict: 'void' as const, priceFen: null, reason: reasonText(fault, badOfficers) }
  return { verdict: 'opened' as const, priceFen: String(verdict.priceFen), reason: reasonText(null, badOfficers) }
}

interface Hashes {
  readonly policyHash: string
  readonly manifestHash: string
}

async function checkRecord(
  content: OpeningEvidence,
  policy: Policy,
  hashes: Hashes,
  crypto: CryptoPort,
  check: Checker,
): Promise<void> {
  const { tender, round, officers } = content
  const present = officers.filter(officer => content.present.includes(officer.ordinal))
  check.expect(present.length === content.present.length && present.length >= 0, 'present')
  check.expect(content.bids.length === 0 || present.length >= policy.threshold, 'present')
  const record = openingRecordBytes({
    tender,
    round,
    ...hashes,
    officers: present.map(({ ordinal, code, body }) => ({ ordinal, code, body })),
    bids: content.bids.map(({ lot, supplier, leaf, verdict, priceFen, reason }) => ({
      lot,
      supplier,
      leaf,
      verdict,
      priceFen: priceFen === null ? null : BigInt(priceFen),
      reason,
    })),
  })
  const hash = fromHex(content.recordHash)
  check.expect(hash !== null && equalBytes(await crypto.sha256(record), hash), 'record')
}

/** The policy before the bids, the bids before the close, the close before the record. */
function checkHistory(content: OpeningEvidence, hashes: Hashes, rows: Rows, check: Checker): void {
  const { round } = content
  const policy = rowOf(rows, SUBJECTS.policy(round, hashes.policyHash), check)
  const bids = content.bids.map(bid => rowOf(rows, SUBJECTS.sealedBid(bid.leaf), check))
  const closed = rowOf(rows, SUBJECTS.openingManifest(round, hashes.manifestHash), check)
  const opened = rowOf(rows, SUBJECTS.openingRecord(round, content.recordHash), check)
  checkOrder([policy], bids, check)
  checkOrder(bids, [closed], check)
  checkOrder([closed], [opened], check)
}
