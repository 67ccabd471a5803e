import { Box, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { KeyboardEvent } from 'react'
import { points } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { answerText, criterionText } from '../../review/answerText.ts'
import { needsReason, parsePoints, type ScoreItem, type TypedScore } from './scoreDraft.ts'

interface ScoreRowProps {
  readonly item: ScoreItem
  readonly typed: TypedScore
  readonly reasonPercent: number
  readonly isOpen: boolean
  readonly isFirst: boolean
  readonly onChange: (part: Partial<TypedScore>) => void
  readonly onKey: (event: KeyboardEvent) => void
}

/** One indicator: what it asks, what the supplier says, what the rule proposes, what the expert gives. */
export function ScoreRow({ item, typed, reasonPercent, isOpen, isFirst, onChange, onKey }: ScoreRowProps) {
  const translate = useTranslate()
  const { indicator, answer } = item
  const centi = parsePoints(typed.points, indicator.points)
  const isBad = typed.points !== '' && centi === null
  const lacksReason = centi !== null && needsReason(item, centi, reasonPercent) && typed.reason.trim() === ''
  const name = `${indicator.code} ${indicator.name[currentLocale()]}`
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: '1.4fr 1.4fr 120px 120px 1fr' },
        gap: 1.5,
        py: 1.25,
        borderTop: 1,
        borderColor: 'divider',
        alignItems: 'start',
      }}
    >
      <Box>
        <Typography sx={{ fontWeight: 600 }}>
          {name}（{translate('page.score.max', { points: indicator.points })}）
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {criterionText(indicator, translate)}
        </Typography>
      </Box>
      <Typography sx={{ overflowWrap: 'anywhere' }}>{answerText(indicator, answer?.value, translate)}</Typography>
      <Typography>
        {translate('field.proposal')} {points(answer?.proposedCenti)}
      </Typography>
      <TextField
        label={translate('field.points')}
        value={typed.points}
        disabled={!isOpen}
        autoFocus={isFirst && isOpen}
        error={isBad}
        helperText={isBad ? translate('error.points', { max: indicator.points }) : undefined}
        onChange={event => onChange({ points: event.target.value })}
        onKeyDown={onKey}
        slotProps={{
          htmlInput: {
            'data-points': true,
            inputMode: 'decimal',
            'aria-label': `${name} ${translate('field.points')}`,
            style: { textAlign: 'right' },
          },
        }}
      />
      <TextField
        label={translate('field.reason')}
        value={typed.reason}
        disabled={!isOpen}
        multiline
        error={lacksReason}
        helperText={lacksReason ? translate('error.scoreReason', { percent: reasonPercent }) : undefined}
        onChange={event => onChange({ reason: event.target.value })}
        slotProps={{ htmlInput: { 'aria-label': `${name} ${translate('field.reason')}` } }}
      />
    </Box>
  )
}
