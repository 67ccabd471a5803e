import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { AllocationCell, DistributionOffer, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { DISTRIBUTION_OFFERS } from '../../documents/bid.ts'
import { CHOOSE_DISTRIBUTORS } from '../../documents/demandCommands.ts'
import { whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { CellSelect } from '../../ui/CellSelect.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { useOwnCells } from '../volumes/useOwnCells.ts'

interface SupplierOffers {
  readonly supplier: DistributionOffer['supplier']
  readonly options: readonly (readonly [id: string, name: string])[]
}

function bySupplier(offers: readonly DistributionOffer[], cells: readonly AllocationCell[]): readonly SupplierOffers[] {
  const wanted = new Set(cells.map(cell => cell.supplier.id))
  const groups = new Map<string, { supplier: DistributionOffer['supplier']; options: Map<string, string> }>()
  for (const { supplier, distributor } of offers) {
    if (wanted.size > 0 && !wanted.has(supplier.id)) continue
    const group = groups.get(supplier.id) ?? { supplier, options: new Map() }
    group.options.set(distributor.id, distributor.name)
    groups.set(supplier.id, group)
  }
  return [...groups.values()].map(({ supplier, options }) => ({ supplier, options: [...options] }))
}

/** For each of my suppliers the distributor among those it named for my city; silence takes the first. */
export function DistributorPicks({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const offers = useAll<DistributionOffer>('distributionOffers', DISTRIBUTION_OFFERS, { tenderId: tender.id })
  const cells = useOwnCells(tender.id)
  const [picks, setPicks] = useState<ReadonlyMap<string, string>>(new Map())
  const sent = [...picks]
    .filter(([, id]) => id !== '')
    .map(([supplierId, distributorId]) => ({ supplierId, distributorId }))
  return (
    <Panel
      title={translate('page.choices.distributors')}
      hint={translate('page.choices.distributorsHint')}
      flush
      actions={
        sent.length > 0 && (
          <VerbButton
            verb="chooseDistributors"
            document={CHOOSE_DISTRIBUTORS}
            variables={{ tenderId: tender.id, picks: sent }}
            facts={[[translate('field.supplier'), whole(sent.length)]]}
          />
        )
      }
    >
      <AskState asked={offers}>
        {rows => (
          <RowTable
            rows={bySupplier(rows, cells.data ?? [])}
            rowKey={row => row.supplier.id}
            label={translate('page.choices.distributors')}
            empty={translate('empty.distributionOffers')}
            columns={[
              { key: 'supplier', label: translate('field.supplier'), cell: row => row.supplier.name },
              {
                key: 'distributor',
                label: translate('field.distributor'),
                cell: row => (
                  <CellSelect
                    label={`${row.supplier.name} ${translate('field.distributor')}`}
                    value={picks.get(row.supplier.id) ?? ''}
                    options={row.options}
                    onChange={id => setPicks(old => new Map(old).set(row.supplier.id, id))}
                  />
                ),
              },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}
