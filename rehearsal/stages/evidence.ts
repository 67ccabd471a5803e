import fs from 'node:fs'
import path from 'node:path'
import { EVIDENCE_KINDS } from '#domain/evidence.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { verifyAudit } from '../../verify/audit.ts'
import { verifyEvidence } from '../../verify/evidence.ts'
import type { Report } from '../../verify/report.ts'
import { faultText } from '../../verify/texts.ts'
import { type Campaign, claim, personOf } from '../campaign.ts'

/**
 * Takes every evidence file as a visitor who has not signed in, and the log as the auditor, and checks them with the
 * code that strangers use.
 * @param bundleDir where to keep the files; null keeps none
 */
export async function checkEvidence(c: Campaign, bundleDir: string | null): Promise<void> {
  if (bundleDir !== null) fs.mkdirSync(bundleDir, { recursive: true })
  const keep = (name: string, bytes: Buffer) => {
    if (bundleDir !== null) fs.writeFileSync(path.join(bundleDir, `${name}.json`), bytes)
    return JSON.parse(bytes.toString('utf8')) as unknown
  }
  await c.progress.stage('verify', EVIDENCE_KINDS.length + 1, async tick => {
    await published(c)
    const logKey = (await c.door.visitor().download('/log/key')).toString('utf8').trim()
    for (const kind of EVIDENCE_KINDS) {
      const file = keep(kind, await c.door.visitor().download(`/evidence/${c.tenderId}/${kind}.json`))
      accept(c, kind, await verifyEvidence(file, logKey, nodeCrypto))
      tick()
    }
    const auditor = await personOf(c, 'auditor-1')
    const log = keep('audit', await auditor.download('/log/audit.json'))
    accept(c, 'audit', await verifyAudit(log, { logKey }, nodeCrypto))
    tick()
  })
}

/** Waits for the workers: the last evidence is requested by the last steps. */
async function published(c: Campaign): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { evidences } = await c.office.ask<{ evidences: { kind: string }[] }>(
      'query($id:ID!){evidences(tenderId:$id){kind}}',
      { id: c.tenderId },
    )
    if (evidences.length === EVIDENCE_KINDS.length) return
    if (tries === 600) throw new Error(`only ${evidences.map(one => one.kind).join(', ')} published`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

function accept(c: Campaign, kind: string, { checked, fault }: Report): void {
  if (fault) process.stderr.write(`evidence: ${kind}: ${faultText(fault, 'en')}\n`)
  claim(c, 'every evidence file verifies without the platform', fault === null && Object.keys(checked).length > 0)
}
