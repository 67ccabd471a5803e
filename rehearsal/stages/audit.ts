import { type Campaign, claim, personOf } from '../campaign.ts'

/** Commands the rehearsal knows it gave, by action: the log must have exactly one row for each. */
export async function checkAudit(c: Campaign): Promise<void> {
  const auditor = await personOf(c, 'auditor-1')
  const count = async (action: string) =>
    (
      await auditor.ask<{ auditRows: { total: number } }>(
        'query($f:AuditRowFilter){auditRows(perPage:1,filter:$f){total}}',
        { f: { tenderId: c.tenderId, action } },
      )
    ).auditRows.total
  const expected: Readonly<Record<string, number>> = {
    createTender: 1,
    reportDemand: c.world.hospitals.length,
    submitDemand: c.world.hospitals.length,
    freezeDemand: 1,
    advanceStage: 16,
    freezeScores: 2, // asked for, and done
    adoptAllocation: 1,
    confirmVolumes: c.world.hospitals.length,
  }
  for (const [action, rows] of Object.entries(expected)) {
    const found = await count(action)
    if (found !== rows) process.stderr.write(`audit: ${action}: ${found} rows, ${rows} expected\n`)
    claim(c, 'audit rows = state changes', found === rows)
  }
}
