import { MenuItem, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Complaint, StoredFile, Tender } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { ACCEPT_COMPLAINT, COMPLAINTS, DECIDE_COMPLAINT, RESUME_TENDER, SUSPEND_TENDER } from '../documents/cases.ts'
import { useUploading } from '../files/useUploading.ts'
import { dateTime } from '../formats.ts'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { CaseFileChooser, CaseFileLinks } from './CaseFiles.tsx'
import { DueTime } from './DueTime.tsx'

/** Complaints of the campaign: the supervisor takes them up, may suspend with a second person, and decides (实施条例 60–62). */
export function ComplaintPanel({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAsk<{ complaints: readonly Complaint[] }>(COMPLAINTS, { tenderId: tender.id }, { everyMs: 30_000 })
  const rows = asked.data?.complaints ?? []
  if (rows.length === 0) return null
  return (
    <Panel title={translate('cases.complaints')} hint={translate('cases.complaintsHint')} flush>
      <RowTable
        rows={rows}
        rowKey={row => row.id}
        label={translate('cases.complaints')}
        empty="—"
        columns={[
          { key: 'supplier', label: translate('field.supplier'), wrap: true, cell: row => row.supplierName },
          { key: 'notice', label: translate('field.notice'), wrap: true, cell: row => row.noticeNumber },
          {
            key: 'text',
            label: translate('cases.complaintText'),
            wrap: true,
            cell: row => (
              <>
                {row.text}
                <CaseFileLinks files={row.files} />
              </>
            ),
          },
          { key: 'filed', label: translate('cases.filedAt'), cell: row => dateTime(row.filedAt) },
          {
            key: 'due',
            label: translate('cases.dueAt'),
            cell: row => <DueTime until={row.decideBy ?? row.acceptBy} now={tender.now} doneAt={row.decidedAt} />,
          },
          { key: 'state', label: translate('field.status'), wrap: true, cell: row => stateOf(row, translate) },
          { key: 'act', label: '', cell: row => <Acts complaint={row} /> },
        ]}
      />
    </Panel>
  )
}

function stateOf(row: Complaint, translate: (key: string) => string): string {
  if (row.outcome) return `${translate(`cases.complaintOutcome.${row.outcome}`)}：${row.decision ?? ''}`
  if (row.suspendedAt && !row.resumedAt) return translate('cases.suspended')
  return translate(row.acceptedAt ? 'cases.accepted' : 'cases.filed')
}

function Acts({ complaint }: { readonly complaint: Complaint }) {
  const translate = useTranslate()
  const [reason, setReason] = useState('')
  if (complaint.outcome) return null
  const variables = { complaintId: complaint.id }
  const isSuspended = complaint.suspendedAt !== null && complaint.resumedAt === null
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
      {!complaint.acceptedAt && (
        <VerbButton verb="acceptComplaint" document={ACCEPT_COMPLAINT} look="outlined" variables={variables} />
      )}
      {complaint.acceptedAt && !complaint.suspendedAt && (
        <VerbButton
          verb="suspendTender"
          document={SUSPEND_TENDER}
          look="outlined"
          danger
          incomplete={reason.trim() === ''}
          variables={() => ({ ...variables, reason: reason.trim() })}
        >
          <TextField
            label={translate('field.reason')}
            value={reason}
            onChange={event => setReason(event.target.value)}
            multiline
            minRows={3}
            required
          />
        </VerbButton>
      )}
      {isSuspended && <VerbButton verb="resumeTender" document={RESUME_TENDER} look="outlined" variables={variables} />}
      <DecideButton complaint={complaint} />
    </Stack>
  )
}

function DecideButton({ complaint }: { readonly complaint: Complaint }) {
  const translate = useTranslate()
  const outcomes = complaint.acceptedAt ? ['upheld', 'rejected'] : ['declined']
  const [outcome, setOutcome] = useState('')
  const [decision, setDecision] = useState('')
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const place = `complaint:${complaint.id}`
  const isUploading = useUploading(place)
  return (
    <VerbButton
      verb="decideComplaint"
      document={DECIDE_COMPLAINT}
      look="outlined"
      incomplete={!outcomes.includes(outcome) || decision.trim() === '' || isUploading}
      variables={() => ({
        complaintId: complaint.id,
        outcome,
        decision: decision.trim(),
        fileIds: files.map(file => file.id),
      })}
      facts={[
        [translate('field.supplier'), complaint.supplierName],
        [translate('cases.complaintText'), complaint.text],
      ]}
    >
      <TextField
        select
        label={translate('field.outcome')}
        value={outcome}
        onChange={event => setOutcome(event.target.value)}
        required
      >
        {outcomes.map(one => (
          <MenuItem key={one} value={one}>
            {translate(`cases.complaintOutcome.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={translate('cases.decision')}
        helperText={translate('cases.decisionPublished')}
        value={decision}
        onChange={event => setDecision(event.target.value)}
        multiline
        minRows={4}
        required
      />
      <CaseFileChooser place={place} files={files} onFiles={setFiles} />
    </VerbButton>
  )
}
