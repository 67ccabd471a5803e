/** The rest of the campaign up to the opening, while the workers are being killed. */
import type { EvidenceKind } from '#domain/evidence.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { type Campaign, personOf } from '../../rehearsal/campaign.ts'
import type { Random } from '../../rehearsal/random.ts'
import { drawExperts } from '../../rehearsal/stages/draw.ts'
import { review } from '../../rehearsal/stages/review.ts'
import { closeRound, opening } from '../../rehearsal/stages/round.ts'
import { verifyEvidence } from '../../verify/evidence.ts'
import { faultText } from '../../verify/texts.ts'
import type { Bidding } from './bidLane.ts'
import { killOften } from './killing.ts'
import { jobsEnded } from './otherLanes.ts'
import { hold, pause } from './promise.ts'
import type { Stand } from './stand.ts'

/** Everybody signs in anew: sessions may have ended meanwhile. */
export async function signInAnew(c: Campaign): Promise<Campaign> {
  const second = c.door.person('office-2', c.password)
  c.door.secondFor('office-1', () => second)
  return { ...c, office: await c.door.person('office-1', c.password), people: new Map() }
}

/** Closes the round, draws, reviews and opens, with `kills` kills of the worker; all published evidence must hold. */
export async function closeAndOpen(stand: Stand, bidding: Bidding, kills: number, r: Random): Promise<void> {
  const c = await signInAnew(bidding.campaign)
  await closeRound(c, bidding.round, 'bidRound1')
  const workers = stand.parts.filter(part => part.name === 'worker')
  const killing = killOften(stand.counts, workers, { kills, r, gapMs: [200, 1500], afterAnswer: 0 })
  await drawExperts(c)
  await review(c)
  await opening(c)
  killing.stop()
  await killing.ended
  await jobsEnded(c, stand.counts)
  for (const [name, ok] of c.invariants) hold(ok, name, () => 'claimed by the rehearsal')
  await checkEvidence(c, ['draw', 'scores', 'opening-1'])
}

async function checkEvidence(c: Campaign, kinds: readonly EvidenceKind[]): Promise<void> {
  const visitor = c.door.visitor()
  const logKey = (await visitor.download('/log/key')).toString('utf8').trim()
  const reader = await personOf(c, 'auditor-1')
  for (const kind of kinds) {
    const file = await patiently(() => reader.download(`/evidence/${c.tenderId}/${kind}.json`))
    const { fault } = await verifyEvidence(JSON.parse(file.toString('utf8')), logKey, nodeCrypto)
    hold(fault === null, 'the published evidence verifies', () => `${kind}: ${fault ? faultText(fault, 'en') : ''}`)
  }
}

/** Evidence is written by jobs of its own. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      hold(tries < 100, 'evidence is published', () => String(error))
      await pause(200)
    }
  }
}
