import { Box, Card, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo } from 'react'
import type { Indicator } from '#domain/indicators.ts'
import { explainProposal } from '#domain/proposal.ts'
import type { Answer, OwnEvidence } from '../../contract/index.ts'
import { points } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { criterionText } from '../../review/answerText.ts'
import { AnswerField } from './AnswerField.tsx'
import { answerFault, toText, toValue } from './answerValue.ts'
import { cardId, type Desk } from './deskState.ts'
import { EvidenceBox } from './EvidenceBox.tsx'
import type { Typed } from './useAutosave.ts'

interface IndicatorCardProps {
  readonly desk: Desk
  readonly indicator: Indicator
  readonly subjectKey: string
  readonly subjectName: string
  readonly answer: Answer | undefined
  readonly typed: Typed | undefined
  readonly files: readonly OwnEvidence[]
  readonly isOpen: boolean
  readonly change: (indicator: Indicator, subjectKey: string, text: string) => void
}

/** One indicator for one subject: the rule in words, the answer, what the rule proposes for it, and the evidence. */
export const IndicatorCard = memo(function IndicatorCard(props: IndicatorCardProps) {
  const { desk, indicator, subjectKey, subjectName, answer, typed, files, isOpen, change } = props
  const translate = useTranslate()
  const text = typed?.text ?? toText(answer?.value)
  const titleId = `${cardId(subjectKey, indicator.code)}-title`
  return (
    <Card
      component="section"
      id={cardId(subjectKey, indicator.code)}
      aria-labelledby={titleId}
      tabIndex={-1}
      sx={{ p: 2, scrollMarginTop: 80, minWidth: 0 }}
    >
      <Typography id={titleId} variant="h3" component="h3">
        {indicator.code} {indicator.name[currentLocale()]}（{translate('declare.points', { count: indicator.points })}）
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5, overflowWrap: 'anywhere' }}>
        {criterionText(indicator, translate)}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0,1fr)', md: 'minmax(0,1fr) minmax(0,1fr)' },
        }}
      >
        <Stack sx={{ gap: 0.75, minWidth: 0, '& select, & input, & textarea': { maxWidth: '100%' } }}>
          <AnswerField
            indicator={indicator}
            label={`${subjectName} ${indicator.code}`}
            text={text}
            isOpen={isOpen}
            onChange={next => change(indicator, subjectKey, next)}
          />
          <SaveLine typed={typed} hasAnswer={answer !== undefined} />
          <Proposal indicator={indicator} text={text} />
        </Stack>
        <EvidenceBox desk={desk} indicator={indicator} subjectKey={subjectKey} files={files} isOpen={isOpen} />
      </Box>
    </Card>
  )
})

function SaveLine({ typed, hasAnswer }: { readonly typed: Typed | undefined; readonly hasAnswer: boolean }) {
  const translate = useTranslate()
  const state = typed?.state ?? (hasAnswer ? 'saved' : 'missing')
  const isBad = state === 'refused' || state === 'missing'
  return (
    <Typography variant="body2" role={typed ? 'status' : undefined} color={isBad ? 'error' : 'textSecondary'}>
      {translate(`declare.save.${state}`)}
      {typed?.message && ` ${typed.message}`}
    </Typography>
  )
}

/** What the rule proposes for the answer as it is typed, with the figures it used. */
function Proposal({ indicator, text }: { readonly indicator: Indicator; readonly text: string }) {
  const translate = useTranslate()
  if (text.trim() === '' || answerFault(indicator, text)) return null
  const { pointsCenti, parts } = explainProposal(indicator, toValue(indicator, text))
  const locale = currentLocale()
  return (
    <Box sx={{ borderLeft: 3, borderColor: 'primary.main', pl: 1.5 }}>
      {pointsCenti !== null && (
        <Typography sx={{ fontWeight: 600 }}>
          {translate('declare.proposal', { points: points(pointsCenti) })}
        </Typography>
      )}
      <Typography variant="body2">{parts.map(part => part[locale]).join(locale === 'en' ? ' ' : '')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {translate('declare.expertsDecide')}
      </Typography>
    </Box>
  )
}
