/** Loads 5 and 10: opening 4,000 bids with a quorum of officers, and checking the opening and the log as a stranger does. */
import { createHash, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { type LogRow, logRowBytes, NO_LEAF, noteKeyText, signCheckpoint } from '#domain/auditLog.ts'
import { hex, utf8Text } from '#domain/bytes.ts'
import { x25519PublicKey } from '#domain/crypto.ts'
import { growTree, leafHash, treeRoot } from '#domain/merkle.ts'
import { decryptShare, openPlatformCap, type Share, verifyOpening } from '#domain/opening.ts'
import { NO_PREVIOUS_LEAF, type Policy, policyBytes, SUITE, sealBid } from '#domain/sealing.ts'
import { type OpenTask, openEnvelopes } from '../../../api/modules/bid/index.ts'
import { ed25519PublicKey, nodeCrypto } from '../../../api/platform/crypto.ts'
import { verifyAudit } from '../../../verify/audit.ts'
import { openInParallel } from '../../../workers/openingPool.ts'
import { alternate, inform, promise, promiseAtMost, type Row, timed } from '../measure.ts'
import type { Size } from '../size.ts'

const OFFICERS = 5
const THRESHOLD = 3
/** Pieces of a job, as the worker gets them. */
const PIECE = 100
const LOG_ROWS = 50_000
const SECONDS_FOR_ALL = 60

interface Sealed {
  readonly task: OpenTask
  readonly policy: Policy
  readonly seeds: readonly Uint8Array[]
  readonly places: readonly { readonly lot: string; readonly supplier: string }[]
}

async function sealAll({ world }: Size): Promise<Sealed> {
  const privateKeys = Array.from({ length: OFFICERS }, () => new Uint8Array(randomBytes(32)))
  const platformPrivateKey = new Uint8Array(randomBytes(32))
  const publicOf = async (key: Uint8Array) => hex(await x25519PublicKey(key, nodeCrypto))
  const logPrivateKey = new Uint8Array(randomBytes(32))
  const policy: Policy = {
    suite: SUITE,
    tender: 'BENCH-1',
    round: 1,
    documentsHash: '0'.repeat(64),
    lots: world.lots.map(lot => lot.code).sort(),
    deadline: '2026-01-01T00:00:00.000Z',
    threshold: THRESHOLD,
    officers: await Promise.all(privateKeys.map(async (key, i) => ({ code: `o${i}`, publicKey: await publicOf(key) }))),
    platformKey: await publicOf(platformPrivateKey),
    logKey: await noteKeyText({ name: 'bencao/bench', publicKey: ed25519PublicKey(logPrivateKey) }, nodeCrypto),
  }
  const bids: OpenTask['bids'][number][] = []
  const seeds: Uint8Array[] = []
  const places: Sealed['places'][number][] = []
  for (const [l, lot] of world.lots.entries())
    for (const s of world.declarers[l] ?? []) {
      const place = { lot: lot.code, supplier: world.suppliers[s]?.code ?? '' }
      const seed = new Uint8Array(randomBytes(32))
      const request = { policy, ...place, seq: 1, previousLeaf: NO_PREVIOUS_LEAF, bid: { priceFen: 12_345n }, seed }
      const envelope = await sealBid(request, nodeCrypto)
      const shares: Share[] = []
      for (let index = 1; index <= THRESHOLD; index++) {
        const privateKey = privateKeys[index - 1] ?? new Uint8Array(0)
        const share = await decryptShare({ envelope, policy, index, privateKey }, nodeCrypto)
        if (share) shares.push(share)
      }
      bids.push({ envelope, shares, complaints: [] })
      seeds.push(seed)
      places.push(place)
    }
  const text = utf8Text(policyBytes(policy)) ?? ''
  return { task: { policy: text, platformPrivateKey, bids }, policy, seeds, places }
}

/** The crypto of an opening and nothing else: the platform's cap is opened, the bid sealed again. */
async function bareLoop({ task, policy, seeds, places }: Sealed): Promise<void> {
  for (const [i, { envelope }] of task.bids.entries()) {
    await openPlatformCap({ envelope, policy, platformPrivateKey: task.platformPrivateKey }, nodeCrypto)
    const [place, seed] = [places[i], seeds[i]]
    if (!place || !seed) continue
    await sealBid(
      { policy, ...place, seq: 1, previousLeaf: NO_PREVIOUS_LEAF, bid: { priceFen: 12_345n }, seed },
      nodeCrypto,
    )
  }
}

async function openAll(
  { task }: Sealed,
  open: (part: OpenTask) => Promise<readonly { verdict: string }[]>,
): Promise<void> {
  for (let at = 0; at < task.bids.length; at += PIECE) {
    const verdicts = await open({ ...task, bids: task.bids.slice(at, at + PIECE) })
    if (verdicts.some(one => one.verdict !== 'opened')) throw new Error('a bid did not open')
  }
}

export async function openingLoad(size: Size): Promise<readonly Row[]> {
  const sealed = await sealAll(size)
  const count = sealed.task.bids.length
  const rate = (ms: number) => (count * 1000) / ms
  const rates = await alternate(Math.min(size.runs, 3), {
    bare: async () => rate(await timed(() => bareLoop(sealed))),
    one: async () => rate(await timed(() => openAll(sealed, openEnvelopes))),
    all: async () => rate(await timed(() => openAll(sealed, openInParallel))),
  })
  const figure = { load: '5', unit: 'bids/s' }
  return [
    promise(
      { ...figure, what: `opening ${count} bids on one core; limit: bare crypto`, ours: rates.one, limit: rates.bare },
      { atLeast: 0.9 },
    ),
    inform({
      ...figure,
      what: `on ${availableParallelism()} cores; limit: one core`,
      ours: rates.all,
      limit: rates.one,
    }),
  ]
}

/** What a check cannot do without: every bid sealed again. */
async function sealAgain({ task, policy, seeds, places }: Sealed): Promise<void> {
  for (const i of task.bids.keys()) {
    const [place, seed] = [places[i], seeds[i]]
    if (!place || !seed) continue
    await sealBid(
      { policy, ...place, seq: 1, previousLeaf: NO_PREVIOUS_LEAF, bid: { priceFen: 12_345n }, seed },
      nodeCrypto,
    )
  }
}

async function checkAll({ task, policy }: Sealed, halves: readonly Share[]): Promise<void> {
  for (const [i, { envelope, shares }] of task.bids.entries()) {
    const platformShare = halves[i]
    if (!platformShare) throw new Error('a half for every bid')
    const { verdict } = await verifyOpening({ envelope, policy, shares, platformShare }, nodeCrypto)
    if (verdict !== 'opened') throw new Error('a bid did not open')
  }
}

/** A log of its own, exported. */
async function makeLog() {
  const privateKey = new Uint8Array(randomBytes(32))
  const key = { name: 'bencao/bench', publicKey: ed25519PublicKey(privateKey), privateKey }
  const rows: LogRow[] = []
  const leaves: Uint8Array[] = []
  let previous = NO_LEAF
  for (let index = 0; index < LOG_ROWS; index++) {
    const row: LogRow = {
      index,
      tenderId: '6f1c2f0e-0000-4000-8000-000000000000',
      actor: hex(createHash('sha256').update(`${index}`).digest()),
      role: 'supplier',
      action: 'submitBid',
      subject: `sealedBid:${previous}`,
      payloadHash: previous,
      changes: 1,
      at: '2026-01-01T00:00:00.000Z',
      previous,
    }
    const leaf = await leafHash(logRowBytes(row), nodeCrypto)
    previous = hex(leaf)
    rows.push(row)
    leaves.push(leaf)
  }
  const root = await treeRoot(leaves, nodeCrypto)
  const checkpoint = await signCheckpoint({ origin: key.name, size: rows.length, root }, key, nodeCrypto)
  return {
    file: { type: 'bencao-audit/1', logKey: await noteKeyText(key, nodeCrypto), checkpoint, rows },
    rows,
    leaves,
  }
}

export async function verifyLoad(size: Size): Promise<readonly Row[]> {
  const sealed = await sealAll(size)
  const log = await makeLog()
  const encoded = log.rows.map(logRowBytes)
  const bare = async () => {
    for (const bytes of encoded) await leafHash(bytes, nodeCrypto)
    await growTree([], log.leaves, nodeCrypto)
  }
  const audit = async () => {
    const report = await verifyAudit(log.file, {}, nodeCrypto)
    if (report.fault) throw new Error(report.fault.code)
  }
  const perSecond = (ms: number) => (log.rows.length * 1000) / ms
  const rates = await alternate(Math.min(size.runs, 3), {
    limit: async () => perSecond(await timed(bare)),
    ours: async () => perSecond(await timed(audit)),
  })
  const halves: Share[] = []
  for (const { envelope } of sealed.task.bids) {
    const { policy, task } = sealed
    const half = await openPlatformCap({ envelope, policy, platformPrivateKey: task.platformPrivateKey }, nodeCrypto)
    if (half) halves.push(half)
  }
  const bids = await alternate(Math.min(size.runs, 3), {
    limit: async () => (halves.length * 1000) / (await timed(() => sealAgain(sealed))),
    ours: async () => (halves.length * 1000) / (await timed(() => checkAll(sealed, halves))),
  })
  return [
    promise(
      { load: '10', what: `${halves.length} bids of an opening; limit: HPKE alone`, unit: 'bids/s', ...bids },
      { atLeast: 0.8 },
    ),
    promise(
      {
        load: '10',
        what: `audit log of ${LOG_ROWS} rows; limit: SHA-256 alone`,
        unit: 'rows/s',
        ours: rates.ours,
        limit: rates.limit,
      },
      { atLeast: 0.8 },
    ),
    promiseAtMost(
      { load: '10', what: 'a million rows at that rate', unit: 's', ours: 1e6 / rates.ours },
      SECONDS_FOR_ALL,
    ),
  ]
}
