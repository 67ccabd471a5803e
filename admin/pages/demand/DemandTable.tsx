import { Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useCallback, useMemo, useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { DemandLine, DemandReport, Lot, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useRun } from '../../data/useRun.ts'
import { REPORT_DEMAND, SUBMIT_DEMAND } from '../../documents/demandCommands.ts'
import { kg, whole } from '../../formats.ts'
import { ActionBar } from '../../ui/ActionBar.tsx'
import { CARD_ROWS } from '../../ui/cardRows.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { DemandRow } from './DemandRow.tsx'
import { type DraftLine, type DraftPart, EMPTY_LINE, faultOf, toDraft, toInput } from './demandDraft.ts'

interface DemandTableProps {
  readonly tender: Tender
  readonly report: DemandReport | null
  readonly lots: readonly Lot[]
  readonly lines: readonly DemandLine[]
  readonly isEditable: boolean
}

/** One row per lot; drafts are kept on the server, submission locks the report. */
export function DemandTable({ tender, report, lots, lines, isEditable }: DemandTableProps) {
  const translate = useTranslate()
  const policy = rulesOf(tender).demand
  const [draft, setDraft] = useState<ReadonlyMap<string, DraftLine>>(
    () => new Map(lines.map(line => [line.lot.id, toDraft(line)])),
  )
  const [isDirty, setDirty] = useState(false)
  const { run, isRunning, violations } = useRun()
  const change = useCallback((lotId: string, part: DraftPart, text: string) => {
    setDirty(true)
    setDraft(old => new Map(old).set(lotId, { ...(old.get(lotId) ?? EMPTY_LINE), [part]: text }))
  }, [])
  const faults = useMemo(
    () => new Map(lots.map(lot => [lot.id, faultOf(draft.get(lot.id) ?? EMPTY_LINE, policy)])),
    [lots, draft, policy],
  )
  const faultCount = [...faults.values()].filter(fault => fault !== null).length
  const inputs = lots.flatMap(lot => toInput(lot.id, draft.get(lot.id) ?? EMPTY_LINE) ?? [])
  const totalKg = inputs.reduce((sum, line) => sum + line.quantityKg, 0)
  const isClean = faultCount === 0 && inputs.length > 0
  async function save() {
    const saved = await run('reportDemand', REPORT_DEMAND, { tenderId: tender.id, lines: inputs })
    if (saved !== null) setDirty(false)
  }
  const summary = translate('page.demand.summary', { lines: whole(inputs.length), kg: kg(totalKg) })
  const table = (
    <Panel
      title={translate('page.demand.table')}
      hint={summary}
      flush
      actions={report && <StatusChip status={report.status} />}
    >
      <TableContainer sx={{ maxHeight: 640, ...CARD_ROWS }}>
        <Table size="small" stickyHeader aria-label={translate('page.demand.table')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('field.lotCode')}</TableCell>
              <TableCell>{translate('field.spec')}</TableCell>
              <TableCell align="right">{translate('field.quantityKg')}</TableCell>
              <TableCell align="right">{translate('field.lastYearKg')}</TableCell>
              <TableCell align="right">{translate('field.lastPrice')}</TableCell>
              <TableCell>{translate('page.demand.reasonHead', { percent: policy.reasonBelowPercent })}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {lots.map(lot => (
              <DemandRow
                key={lot.id}
                lot={lot}
                line={draft.get(lot.id) ?? EMPTY_LINE}
                fault={faults.get(lot.id) ?? null}
                isEditable={isEditable}
                change={change}
              />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  )
  if (!isEditable) return table
  return (
    <>
      {table}
      <ActionBar
        isBad={faultCount > 0}
        text={`${summary} · ${translate(`page.demand.${stateOf(faultCount, inputs.length, isDirty)}`, { count: faultCount })}`}
      >
        <ViolationList violations={violations} />
        <Button variant="outlined" onClick={save} disabled={isRunning || !isClean || !isDirty} loading={isRunning}>
          {translate('verb.reportDemand.label')}
        </Button>
        <VerbButton
          verb="submitDemand"
          document={SUBMIT_DEMAND}
          variables={{ tenderId: tender.id }}
          disabled={isDirty || !isClean}
          facts={[
            [translate('field.lineCount'), whole(inputs.length)],
            [translate('field.totalKg'), kg(totalKg)],
          ]}
        />
      </ActionBar>
    </>
  )
}

/** What the bar says beside the buttons: why they sleep, or what they do. */
function stateOf(faults: number, lines: number, isDirty: boolean): string {
  if (faults > 0) return 'faults'
  if (lines === 0) return 'nothing'
  return isDirty ? 'unsaved' : 'saved'
}
