import { MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Tender } from '../contract/index.ts'
import { EXTEND_DEADLINE } from '../documents/tenderDocument.ts'
import { dateTime, fromField } from '../formats.ts'

const STAGES: readonly string[] = ['declaration', 'bidRound1', 'bidRound2']

/** Moves a deadline later: proposed by one, confirmed by another, announced at once. */
export function ExtendDeadlineButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const open = tender.stages.filter(
    one => STAGES.includes(one.stage) && one.closesAt !== null && new Date(one.closesAt) > new Date(tender.now),
  )
  const [stage, setStage] = useState('')
  const [closes, setCloses] = useState('')
  const [reason, setReason] = useState('')
  const chosen = open.find(one => one.stage === stage) ?? open[0]
  if (!chosen) return null
  return (
    <VerbButton
      verb="extendDeadline"
      document={EXTEND_DEADLINE}
      look="outlined"
      incomplete={reason.trim() === '' || fromField(closes) === null}
      variables={() => ({
        tenderId: tender.id,
        stage: chosen.stage,
        closesAt: fromField(closes),
        reason: reason.trim(),
      })}
      facts={[[translate('papers.presentDeadline'), dateTime(chosen.closesAt)]]}
    >
      <TextField select label={translate('field.stage')} value={chosen.stage} onChange={e => setStage(e.target.value)}>
        {open.map(one => (
          <MenuItem key={one.stage} value={one.stage}>
            {translate(`stage.${one.stage}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        type="datetime-local"
        label={`${translate('papers.newDeadline')} (+08:00)`}
        value={closes}
        onChange={e => setCloses(e.target.value)}
        required
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <TextField
        label={translate('field.reason')}
        value={reason}
        onChange={e => setReason(e.target.value)}
        multiline
        minRows={3}
        required
      />
    </VerbButton>
  )
}
