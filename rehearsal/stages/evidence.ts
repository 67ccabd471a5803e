import fs from 'node:fs'
import path from 'node:path'
import { EVIDENCE_KINDS } from '#domain/evidence.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { isAudit, verifyAudit } from '../../verify/audit.ts'
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
  await c.progress.stage('verify', EVIDENCE_KINDS.length + 1, async tick => {
    await published(c)
    // All files first: checking one keeps this process busy for longer than the platform keeps an idle connection.
    const logKey = (await c.door.visitor().download('/log/key')).toString('utf8').trim()
    const files = new Map<string, Buffer>()
    for (const kind of EVIDENCE_KINDS)
      files.set(kind, await c.door.visitor().download(`/evidence/${c.tenderId}/${kind}.json`))
    files.set('audit', await (await personOf(c, 'auditor-1')).download('/log/audit.json'))
    if (bundleDir !== null) keep(bundleDir, files)
    for (const [name, bytes] of files) {
      const value: unknown = JSON.parse(bytes.toString('utf8'))
      const report = isAudit(value)
        ? await verifyAudit(value, { logKey }, nodeCrypto)
        : await verifyEvidence(value, logKey, nodeCrypto)
      accept(c, name, report)
      tick()
    }
  })
}

function keep(dir: string, files: ReadonlyMap<string, Buffer>): void {
  fs.mkdirSync(dir, { recursive: true })
  for (const [name, bytes] of files) fs.writeFileSync(path.join(dir, `${name}.json`), bytes)
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
