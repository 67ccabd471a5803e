import { createHash } from 'node:crypto'
import { canonicalJson } from '../../api/domain/bytes.ts'
import type { RulePack } from '../../api/domain/rulePack.ts'
import { SMALL_PACK } from './fixture.ts'
import type { TestPlatform } from './platform.ts'

/** What names a draft to publishRulePack, as variables of a test's mutation. */
export interface DraftName {
  readonly id: string
  readonly r: number
  readonly h: string
}

/** A saved draft of a tender's next rule pack, ready to be published: the small pack with another cut. */
export async function seedDraft(platform: TestPlatform, tenderId: string, winnerCap: number): Promise<DraftName> {
  const { prisma } = platform.db
  const version = 1 + (await prisma.rulePack.count({ where: { tenderId } }))
  const revision = 1 + (await prisma.rulePackDraft.count({ where: { tenderId } }))
  const content: RulePack = { ...SMALL_PACK, version, cuts: { ...SMALL_PACK.cuts, winnerCap } }
  const hash = createHash('sha256').update(canonicalJson(content)).digest('hex')
  await platform.db.tx(tx =>
    tx.run(
      `INSERT INTO rule_pack_draft (tender_id, revision, content, hash, note, edited_by)
       SELECT $1, $2, $3, $4, '', id FROM app_user WHERE login = 'office'`,
      [tenderId, revision, JSON.stringify(content), hash],
    ),
  )
  return { id: tenderId, r: revision, h: hash }
}
