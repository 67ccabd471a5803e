import { Chip, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ComparisonStep, PlaceExplanation } from '#domain/explainPlace.ts'
import { money, points, whole } from '../formats.ts'
import { type Fact, Facts } from '../ui/Facts.tsx'

type Translate = ReturnType<typeof useTranslate>

/** One place in words: the figures that the domain explains it by, and nothing computed here. */
export function PlaceFacts({ place }: { readonly place: PlaceExplanation }) {
  const translate = useTranslate()
  const { quality, composite, cut } = place
  const facts: Fact[] = [
    [
      translate('place.quality'),
      `${points(quality.centi)}（${translate('place.floor')} ${points(quality.floorCenti)}，${translate(quality.reached ? 'place.reached' : 'place.missed')}）`,
    ],
    [translate('place.price'), priceWords(place, translate)],
    [
      translate('place.composite'),
      `${points(quality.centi)} × ${composite.qualityPercent}% + ${points(place.price.scoreCenti)} × ${composite.pricePercent}% = ${points(composite.centi)}`,
    ],
    [
      translate('place.cut'),
      cut.fallback
        ? translate('place.fallback', { entered: cut.entered, minimum: cut.minimumDeclarers })
        : translate('place.places', { entered: cut.entered, places: cut.places }),
    ],
    ...(cut.capFen === null
      ? []
      : [
          [
            translate('place.cap'),
            translate(`place.capWords.${cut.capBase}`, { base: money(cut.baseFen), cap: money(cut.capFen) }),
          ] as const,
        ]),
    ...(place.lowPrice.flagged
      ? [[translate('place.lowPrice'), translate('place.lowPriceWords', { percent: place.lowPrice.percent })] as const]
      : []),
    [translate('place.rank'), rankWords(place, translate)],
  ]
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Chip
          color={place.selected ? 'success' : 'default'}
          label={translate(place.selected ? 'place.selected' : 'place.notSelected')}
        />
        {place.reasons.map(reason => (
          <Chip key={reason} variant="outlined" label={translate(`place.reason.${reason}`)} />
        ))}
      </Stack>
      <Facts facts={facts} />
      {place.steps.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {translate('place.stepsTitle', { above: place.aboveSupplier ?? translate('place.someone') })}
          </Typography>
          <Stack component="ol" sx={{ m: 0, pl: 3 }}>
            {place.steps.map(step => (
              <li key={step.by}>{stepWords(step, translate)}</li>
            ))}
          </Stack>
        </>
      )}
    </Stack>
  )
}

/** The formula of the pack with the numbers put in. */
function priceWords({ price }: PlaceExplanation, translate: Translate): string {
  const { policy, ownFen, ceilingFen, countedFen, scoreCenti } = price
  const own = money(ownFen)
  const lowest = money(countedFen[0])
  const score = points(scoreCenti)
  if (countedFen.length === 0) return translate('place.noneCounted')
  switch (policy.strategy) {
    case 'A':
      return `100 × ${lowest} ÷ ${own} = ${score}${Number(ownFen) < Number(countedFen[0]) ? translate('place.atMost') : ''}`
    case 'B':
      return `100 × (${money(ceilingFen)} − ${own}) ÷ (${money(ceilingFen)} − ${lowest}) = ${score}`
    case 'C':
      return translate('place.strategyC', {
        full: policy.fullScore,
        own,
        percent: policy.distancePercent,
        count: countedFen.length,
        score,
      })
    case 'D':
      return translate('place.strategyD', { own, count: countedFen.length, score })
  }
}

function rankWords({ rank, ahead }: PlaceExplanation, translate: Translate): string {
  if (rank === 1) return translate('place.first')
  return translate('place.rankWords', {
    rank: whole(rank),
    floor: ahead.byFloor,
    composite: ahead.byComposite,
    tie: ahead.byTie,
  })
}

function figure(by: ComparisonStep['by'], value: string, translate: Translate): string {
  if (value === '') return translate('place.hidden')
  if (by === 'price') return money(value)
  if (by === 'demand' || by === 'lastSupply') return `${whole(value)} kg`
  if (by === 'draw') return `${value.slice(0, 12)}…`
  return points(Number(value))
}

function stepWords(step: ComparisonStep, translate: Translate): string {
  const what = translate(`place.by.${step.by}`)
  const above = figure(step.by, step.above, translate)
  const own = figure(step.by, step.own, translate)
  return translate(step.decided ? 'place.stepDecided' : 'place.stepEqual', { what, above, own })
}
