import { Button, LinearProgress, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { ReviewSheet, Tender } from '../../contract/index.ts'
import { usePage } from '../../data/useAsk.ts'
import { REVIEW_SHEETS } from '../../documents/review.ts'
import { DECLARE_RECUSAL } from '../../documents/reviewCommands.ts'
import { percent, whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { TaskFrame } from '../TaskFrame.tsx'

/** An expert's own sheets: how many are done, how many left, and the first one to score. */
export default function QueuePage() {
  return <TaskFrame name="score">{tender => <Queue tender={tender} />}</TaskFrame>
}

function sheetsIn(tenderId: string, status: string, perPage: number) {
  return { page: 1, perPage, filter: { tenderId, status } }
}

function Queue({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const open = usePage<ReviewSheet>('reviewSheets', REVIEW_SHEETS, sheetsIn(tender.id, 'assigned', 100))
  const done = usePage<ReviewSheet>('reviewSheets', REVIEW_SHEETS, sheetsIn(tender.id, 'submitted', 100))
  return (
    <AskState asked={open}>
      {({ items, total }) => {
        const finished = done.data?.total ?? 0
        const [next] = items
        const isScoring = tender.stage === 'review'
        return (
          <>
            <Panel
              title={translate('page.score.progress', { done: whole(finished), left: whole(total) })}
              actions={
                <>
                  <RecusalButton tender={tender} />
                  {next && isScoring && <StartButton to={`/score/${next.id}`} />}
                </>
              }
            >
              <LinearProgress
                variant="determinate"
                value={percent(finished, finished + total)}
                aria-label={translate('page.score.title')}
              />
              <Typography color="textSecondary">
                {translate(isScoring ? 'page.score.blind' : 'page.score.notNow')}
              </Typography>
            </Panel>
            <Panel title={translate('page.score.queue')} flush>
              <SheetTable rows={[...items, ...(done.data?.items ?? [])]} isScoring={isScoring} />
            </Panel>
          </>
        )
      }}
    </AskState>
  )
}

/** Has the focus from the start: one key begins the scoring. */
function StartButton({ to }: { readonly to: string }) {
  const translate = useTranslate()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => link.current?.focus(), [])
  return (
    <Button ref={link} variant="contained" size="large" component={Link} to={to}>
      {translate('page.score.start')}
    </Button>
  )
}

function SheetTable({ rows, isScoring }: { readonly rows: readonly ReviewSheet[]; readonly isScoring: boolean }) {
  const translate = useTranslate()
  const name = (sheet: ReviewSheet) => `${sheet.supplierName} · ${sheet.subjectName}`
  return (
    <RowTable
      rows={rows}
      rowKey={row => row.id}
      label={translate('page.score.queue')}
      empty={translate('empty.reviewSheets')}
      columns={[
        {
          key: 'subject',
          label: translate('field.subject'),
          cell: row =>
            row.status === 'assigned' && isScoring ? <Link to={`/score/${row.id}`}>{name(row)}</Link> : name(row),
        },
        { key: 'items', label: translate('page.score.items'), cell: row => row.indicatorCodes.length, numeric: true },
        { key: 'slot', label: translate('field.slot'), cell: row => translate(`slot.${row.slot}`) },
        {
          key: 'status',
          label: translate('field.status'),
          cell: row => <StatusChip status={row.status} set="sheetStatus" />,
        },
      ]}
    />
  )
}

function RecusalButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [supplierCode, setSupplier] = useState('')
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="declareRecusal"
      document={DECLARE_RECUSAL}
      look="outlined"
      incomplete={reason.trim() === ''}
      variables={() => ({ tenderId: tender.id, supplierCode: supplierCode.trim() || null, reason: reason.trim() })}
    >
      <TextField
        label={translate('field.supplierCode')}
        value={supplierCode}
        onChange={event => setSupplier(event.target.value)}
        helperText={translate('page.draw.allSuppliers')}
      />
      <TextField
        label={translate('field.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        required
        multiline
      />
    </VerbButton>
  )
}
