import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { PlaceExplanation } from '#domain/explainPlace.ts'
import { PlaceFacts } from '../../cases/PlaceFacts.tsx'
import type { ItemScore, Lot, RankingEntry, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useAsk } from '../../data/useAsk.ts'
import { PLACE_EXPLANATION } from '../../documents/cases.ts'
import { ITEM_SCORES } from '../../documents/reviewDesk.ts'
import { money, points } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { FailureText } from '../../samples/Verdicts.tsx'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'

interface PlaceTableProps {
  readonly tender: Tender
  readonly lot: Lot
  readonly entries: readonly RankingEntry[]
}

/** Every place of the lot that the reader may see; each opens its explanation. */
export function PlaceTable({ tender, lot, entries }: PlaceTableProps) {
  const translate = useTranslate()
  const [opened, open] = useState<RankingEntry | null>(null)
  return (
    <Panel title={translate('place.title', { lot: lot.code })} hint={translate('place.hint')} flush>
      <RowTable
        rows={entries}
        rowKey={row => row.id}
        label={translate('place.title', { lot: lot.code })}
        empty="—"
        columns={[
          { key: 'rank', label: translate('field.rank'), numeric: true, cell: row => row.rank },
          {
            key: 'supplier',
            label: translate('field.supplier'),
            wrap: true,
            cell: row => `${row.declaration.supplier.code} ${row.declaration.supplier.name}`,
          },
          {
            key: 'selected',
            label: translate('field.selected'),
            wrap: true,
            cell: row => (
              <>
                {translate(row.selected ? 'place.selected' : 'place.notSelected')}
                {row.sampleFailures && (
                  <Typography variant="body2" color="error">
                    {translate('sample.out')}
                  </Typography>
                )}
                {row.sampleFailures && (
                  <FailureText tenderId={tender.id} lot={lot.code} verdicts={row.sampleFailures} />
                )}
              </>
            ),
          },
          {
            key: 'quality',
            label: translate('field.quality'),
            numeric: true,
            cell: row => points(row.qualityCenti),
          },
          { key: 'price', label: translate('place.axisPrice'), numeric: true, cell: row => money(row.priceFen) },
          {
            key: 'priceScore',
            label: translate('field.priceScore'),
            numeric: true,
            cell: row => points(row.priceScoreCenti),
          },
          {
            key: 'composite',
            label: translate('field.composite'),
            numeric: true,
            cell: row => points(row.compositeCenti),
          },
          {
            key: 'why',
            label: '',
            cell: row => (
              <Button
                size="small"
                onClick={() => open(row)}
                aria-label={`${translate('place.why')} ${row.declaration.supplier.name}`}
              >
                {translate('place.why')}
              </Button>
            ),
          },
        ]}
      />
      {opened && <PlaceDialog tender={tender} lot={lot} entry={opened} close={() => open(null)} />}
    </Panel>
  )
}

interface PlaceDialogProps {
  readonly tender: Tender
  readonly lot: Lot
  readonly entry: RankingEntry
  readonly close: () => void
}

function PlaceDialog({ tender, lot, entry, close }: PlaceDialogProps) {
  const translate = useTranslate()
  const { id, supplier } = entry.declaration
  const asked = useAsk<{ placeExplanation: PlaceExplanation | null }>(PLACE_EXPLANATION, {
    declarationId: id,
    phase: entry.phase,
  })
  return (
    <Dialog open onClose={close} fullWidth maxWidth="md" aria-labelledby="place-title">
      <DialogTitle id="place-title">
        {lot.code} · {supplier.name} · {translate('place.nth', { rank: entry.rank })}
      </DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          <AskState asked={asked}>
            {({ placeExplanation: place }) =>
              place ? <PlaceFacts place={place} /> : <EmptyState text={translate('place.noRanking')} />
            }
          </AskState>
          <Typography variant="subtitle2" component="h3">
            {translate('place.items')}
          </Typography>
          <Items tender={tender} lot={lot} supplierId={supplier.id} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

/** The points of each indicator that make the quality score, and how each came about. */
function Items({
  tender,
  lot,
  supplierId,
}: {
  readonly tender: Tender
  readonly lot: Lot
  readonly supplierId: string
}) {
  const translate = useTranslate()
  const asked = useAsk<{ itemScores: readonly ItemScore[] }>(ITEM_SCORES, { tenderId: tender.id, supplierId })
  const { indicators } = rulesOf(tender)
  return (
    <AskState asked={asked}>
      {({ itemScores }) => {
        const own = new Map(itemScores.filter(one => one.lotCode === lot.code).map(one => [one.indicatorCode, one]))
        return (
          <RowTable
            rows={indicators.filter(one => own.has(one.code))}
            rowKey={row => row.code}
            label={translate('place.items')}
            empty={translate('place.noItems')}
            columns={[
              {
                key: 'indicator',
                label: translate('field.indicator'),
                cell: row => `${row.code} ${row.name[currentLocale()]}`,
              },
              {
                key: 'points',
                label: translate('field.points'),
                numeric: true,
                cell: row => `${points(own.get(row.code)?.pointsCenti)} / ${row.points}`,
              },
              {
                key: 'basis',
                label: translate('field.basis'),
                cell: row => translate(`basis.${own.get(row.code)?.basis ?? ''}`, { _: '—' }),
              },
            ]}
          />
        )
      }}
    </AskState>
  )
}
