import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bootstrap } from '../../api/bootstrap.ts'
import { EVIDENCE_KINDS, type EvidenceFile, type EvidenceKind } from '../../api/domain/evidence.ts'
import type { Campaign } from '../../rehearsal/campaign.ts'
import { play } from '../../rehearsal/play.ts'
import { SCALES } from '../../rehearsal/scale.ts'
import { openSession } from '../../rehearsal/session.ts'
import type { TestPlatform } from './platform.ts'

export interface PlayedCampaign {
  readonly campaign: Campaign
  readonly files: ReadonlyMap<EvidenceKind, EvidenceFile>
}

/** Plays a whole tiny campaign on a test platform, a worker beside it, and takes its evidence files. */
export async function playTiny(platform: TestPlatform): Promise<PlayedCampaign> {
  const adminPassword = 'correct horse admin'
  await bootstrap(platform.db, platform.command.passwords, adminPassword)
  const campaign = await openSession({
    url: platform.url,
    adminPassword,
    scale: SCALES.tiny,
    seed: 7,
    tenderCode: 'YL-7',
    title: '演练',
    password: 'rehearsal-7',
    print: null,
  })
  const bundleDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-bundle-'))
  const work = { going: true }
  const worker = (async () => {
    while (work.going) {
      await platform.drainJobs()
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  })()
  try {
    await play(campaign, { bundleDir })
    const read = (kind: EvidenceKind) => JSON.parse(fs.readFileSync(path.join(bundleDir, `${kind}.json`), 'utf8'))
    return { campaign, files: new Map(EVIDENCE_KINDS.map(kind => [kind, read(kind)])) }
  } finally {
    work.going = false
    await worker
    campaign.door.close()
    fs.rmSync(bundleDir, { recursive: true, force: true })
  }
}
