import { Alert, Box, Button, Slider, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useId, useState } from 'react'
import { awardLot, type RankingInput, shortlistLot } from '#domain/ranking.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { Lot, RankingEntry, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useMe } from '../../data/useMe.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'

interface WhatIfProps {
  readonly tender: Tender
  readonly lot: Lot
  readonly phase: string
  readonly entries: readonly RankingEntry[]
}

type Rules = Pick<RulePack, 'price' | 'weights' | 'cuts' | 'ties'>

/** A line that may be moved, its bounds, and where it stands in the rules. */
interface Line {
  readonly key: string
  readonly min: number
  readonly max: number
  readonly of: (rules: Rules) => number
  readonly put: (rules: Rules, value: number) => Rules
}

const cut = (key: Exclude<keyof RulePack['cuts'], 'priceCapBase'>, min: number, max: number): Line => ({
  key,
  min,
  max,
  of: rules => rules.cuts[key],
  put: (rules, value) => ({ ...rules, cuts: { ...rules.cuts, [key]: value } }),
})
const WEIGHT: Line = {
  key: 'qualityPercent',
  min: 0,
  max: 100,
  of: rules => rules.weights.qualityPercent,
  put: (rules, value) => ({ ...rules, weights: { qualityPercent: value, pricePercent: 100 - value } }),
}
const LINES: Readonly<Record<string, readonly Line[]>> = {
  shortlist: [cut('qualityFloor', 0, 100), cut('shortlistPercent', 1, 100), cut('shortlistCap', 1, 100), WEIGHT],
  award: [
    cut('qualityFloor', 0, 100),
    cut('winnerPercent', 1, 100),
    cut('winnerCap', 1, 50),
    cut('priceCapPercent', 100, 400),
    WEIGHT,
  ],
}
const WATCHERS = ['office', 'supervisor', 'auditor', 'officer']

const isRejected = ({ explanation }: RankingEntry): boolean => JSON.stringify(explanation).includes('lowPriceRejected')

/** Ties keep the stored order here: the draw's keys stay with the server, and the rank stands for them. */
const inputOf = (entry: RankingEntry): RankingInput => ({
  supplier: entry.declaration.supplier.code,
  qualityCenti: entry.qualityCenti,
  priceFen: BigInt(entry.priceFen),
  reportedDemandKg: 0,
  sampleCenti: null,
  lastSupplyKg: 0,
  drawKey: String(entry.rank).padStart(6, '0'),
  lowPriceRejected: isRejected(entry),
})

/** Who would be in and out under other cuts: computed here by the rules themselves, and nothing of it is kept. */
export function WhatIf({ tender, lot, phase, entries }: WhatIfProps) {
  const translate = useTranslate()
  const me = useMe()
  const rules = rulesOf(tender)
  const [tried, setTried] = useState<Rules>(rules)
  if (!me || !WATCHERS.includes(me.role) || lot.ceilingFen === null) return null
  const field = { ceilingFen: BigInt(lot.ceilingFen), entries: entries.map(inputOf) }
  const played = (phase === 'award' ? awardLot : shortlistLot)(field, tried)
  const before = new Map(entries.map(one => [one.declaration.supplier.code, one]))
  const changed = played.entries.filter(one => before.get(one.supplier)?.selected !== one.selected)
  const count = played.entries.filter(one => one.selected).length
  return (
    <Panel
      title={translate('place.whatIf')}
      hint={translate('place.whatIfHint')}
      actions={<Button onClick={() => setTried(rules)}>{translate('place.reset')}</Button>}
    >
      <Stack sx={{ gap: 2 }}>
        <Alert severity="info">{translate('place.onlyTried')}</Alert>
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, columnGap: 4, px: 1 }}>
          {(LINES[phase] ?? []).map(line => (
            <LineSlider
              key={line.key}
              line={line}
              value={line.of(tried)}
              published={line.of(rules)}
              onValue={value => setTried(old => line.put(old, value))}
            />
          ))}
        </Box>
        <Typography role="status">
          {translate('place.wouldBe', {
            now: entries.filter(one => one.selected).length,
            after: count,
            changed: changed.length,
          })}
        </Typography>
        {changed.length > 0 && (
          <RowTable
            rows={changed}
            rowKey={row => row.supplier}
            label={translate('place.whatIf')}
            empty="—"
            columns={[
              {
                key: 'supplier',
                label: translate('field.supplier'),
                wrap: true,
                cell: row => `${row.supplier} ${before.get(row.supplier)?.declaration.supplier.name ?? ''}`,
              },
              {
                key: 'now',
                label: translate('place.now'),
                numeric: true,
                cell: row => before.get(row.supplier)?.rank ?? '—',
              },
              { key: 'after', label: translate('place.after'), numeric: true, cell: row => row.rank },
              {
                key: 'change',
                label: translate('place.change'),
                cell: row => translate(row.selected ? 'place.comesIn' : 'place.dropsOut'),
              },
            ]}
          />
        )}
      </Stack>
    </Panel>
  )
}

interface LineSliderProps {
  readonly line: Line
  readonly value: number
  readonly published: number
  readonly onValue: (value: number) => void
}

function LineSlider({ line, value, published, onValue }: LineSliderProps) {
  const translate = useTranslate()
  const id = useId()
  return (
    <Box>
      <Typography id={id} variant="body2">
        {translate(`place.line.${line.key}`)}：{value}（{translate('place.published')} {published}）
      </Typography>
      <Slider
        aria-labelledby={id}
        size="small"
        min={line.min}
        max={line.max}
        value={value}
        onChange={(_, next) => onValue(Array.isArray(next) ? (next[0] ?? value) : next)}
      />
    </Box>
  )
}
