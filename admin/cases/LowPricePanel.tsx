import { FormControlLabel, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { LowPriceCase, RankingEntry, Tender } from '../contract/index.ts'
import { useAll, useAsk } from '../data/useAsk.ts'
import { ASK_LOW_PRICE, DECIDE_LOW_PRICE, LOW_PRICE_CASES } from '../documents/cases.ts'
import { RANKINGS } from '../documents/review.ts'
import { money } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { CaseFileLinks } from './CaseFiles.tsx'
import { DueTime } from './DueTime.tsx'

interface LowPrice {
  readonly entry: RankingEntry
  readonly asked: LowPriceCase | null
}

const isFlagged = ({ explanation }: RankingEntry): boolean =>
  typeof explanation === 'object' && explanation !== null && 'lowPrice' in explanation && explanation.lowPrice === true

/** Prices that are flagged as low: asked about, justified, decided by two people; undecided ones hold the notice up. */
export function LowPricePanel({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const ranked = useAll<RankingEntry>('rankings', RANKINGS, { tenderId: tender.id, phase: 'award' })
  const cases = useAsk<{ lowPriceCases: readonly LowPriceCase[] }>(
    LOW_PRICE_CASES,
    { tenderId: tender.id },
    { everyMs: 15_000 },
  )
  const known = new Map((cases.data?.lowPriceCases ?? []).map(one => [one.id, one]))
  const rows = (ranked.data ?? [])
    .filter(entry => known.has(entry.declaration.id) || (entry.selected && isFlagged(entry)))
    .map((entry): LowPrice => ({ entry, asked: known.get(entry.declaration.id) ?? null }))
  return (
    <Panel title={translate('cases.lowPrices')} hint={translate('cases.lowPricesHint')} flush>
      <AskState asked={ranked}>
        {() => (
          <RowTable
            rows={rows}
            rowKey={row => row.entry.id}
            label={translate('cases.lowPrices')}
            empty={translate('cases.noLowPrice')}
            columns={[
              { key: 'lot', label: translate('field.lotCode'), cell: ({ entry }) => entry.lot.code },
              {
                key: 'supplier',
                label: translate('field.supplier'),
                wrap: true,
                cell: ({ entry }) => entry.declaration.supplier.name,
              },
              {
                key: 'price',
                label: translate('place.axisPrice'),
                numeric: true,
                cell: ({ entry }) => money(entry.priceFen),
              },
              {
                key: 'due',
                label: translate('cases.justifyUntil'),
                cell: ({ asked }) =>
                  asked ? <DueTime until={asked.dueAt} now={tender.now} doneAt={asked.answeredAt} /> : '—',
              },
              {
                key: 'answer',
                label: translate('cases.justification'),
                wrap: true,
                cell: ({ asked }) => (
                  <>
                    {asked?.answer ?? '—'}
                    <CaseFileLinks files={asked?.files ?? []} />
                  </>
                ),
              },
              {
                key: 'outcome',
                label: translate('field.outcome'),
                wrap: true,
                cell: ({ asked }) =>
                  asked?.outcome ? `${translate(`cases.outcome.${asked.outcome}`)}：${asked.reason}` : '—',
              },
              { key: 'act', label: '', cell: row => <NextAct row={row} /> },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}

function NextAct({ row: { entry, asked } }: { readonly row: LowPrice }) {
  if (!asked) return <AskButton entry={entry} />
  return asked.outcome ? null : <DecideButton asked={asked} />
}

function AskButton({ entry }: { readonly entry: RankingEntry }) {
  const translate = useTranslate()
  const [question, setQuestion] = useState(translate('cases.defaultQuestion'))
  return (
    <VerbButton
      verb="askLowPrice"
      document={ASK_LOW_PRICE}
      look="outlined"
      incomplete={question.trim() === ''}
      variables={() => ({ declarationId: entry.declaration.id, question: question.trim() })}
      facts={[
        [translate('field.lotCode'), entry.lot.code],
        [translate('field.supplier'), entry.declaration.supplier.name],
        [translate('place.axisPrice'), money(entry.priceFen)],
      ]}
    >
      <TextField
        label={translate('cases.question')}
        value={question}
        onChange={event => setQuestion(event.target.value)}
        multiline
        minRows={4}
        required
      />
    </VerbButton>
  )
}

function DecideButton({ asked }: { readonly asked: LowPriceCase }) {
  const translate = useTranslate()
  const [isAccepted, setAccepted] = useState<boolean | null>(null)
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="decideLowPrice"
      document={DECIDE_LOW_PRICE}
      incomplete={isAccepted === null || reason.trim() === ''}
      variables={() => ({ declarationId: asked.id, accepted: isAccepted === true, reason: reason.trim() })}
      facts={[
        [translate('field.lotCode'), asked.lotCode],
        [translate('field.supplier'), asked.supplierName],
        [translate('place.axisPrice'), money(asked.priceFen)],
        [translate('cases.justification'), asked.answer ?? translate('cases.noAnswer')],
      ]}
    >
      <Stack sx={{ gap: 1 }}>
        <RadioGroup row value={String(isAccepted)} onChange={event => setAccepted(event.target.value === 'true')}>
          <FormControlLabel
            value="true"
            disabled={asked.answer === null}
            control={<Radio />}
            label={translate('cases.outcome.accepted')}
          />
          <FormControlLabel value="false" control={<Radio />} label={translate('cases.outcome.rejected')} />
        </RadioGroup>
        <TextField
          label={translate('field.reason')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          multiline
          minRows={3}
          required
        />
        <Typography variant="body2" color="textSecondary">
          {translate('cases.reasonPublished')}
        </Typography>
      </Stack>
    </VerbButton>
  )
}
