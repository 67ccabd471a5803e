import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Award, CityDefault, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { CITY_DEFAULTS } from '../../documents/bid.ts'
import { SET_CITY_DEFAULTS } from '../../documents/demandCommands.ts'
import { AWARDS } from '../../documents/review.ts'
import { money, whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { CellSelect } from '../../ui/CellSelect.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { TaskFrame } from '../TaskFrame.tsx'

/** A city names, per lot, the winner for its hospitals that stay silent. */
export default function CityDefaultsPage() {
  return <TaskFrame name="cityDefaults">{tender => <Defaults tender={tender} />}</TaskFrame>
}

function Defaults({ tender }: { readonly tender: Tender }) {
  const filter = { tenderId: tender.id }
  const awards = useAll<Award>('awards', AWARDS, filter)
  const defaults = useAll<CityDefault>('cityDefaults', CITY_DEFAULTS, filter)
  return (
    <AskState asked={awards}>
      {rows => (
        <AskState asked={defaults}>{found => <DefaultTable tender={tender} awards={rows} defaults={found} />}</AskState>
      )}
    </AskState>
  )
}

interface DefaultTableProps {
  readonly tender: Tender
  readonly awards: readonly Award[]
  readonly defaults: readonly CityDefault[]
}

function DefaultTable({ tender, awards, defaults }: DefaultTableProps) {
  const translate = useTranslate()
  const [picks, setPicks] = useState<ReadonlyMap<string, string>>(
    () => new Map(defaults.map(one => [one.lot.id, one.declarationId])),
  )
  const lots = [...new Map(awards.map(award => [award.lot.id, award.lot])).values()].sort((a, b) =>
    a.code.localeCompare(b.code),
  )
  const isOpen = tender.stage === 'allocation'
  const sent = [...picks].filter(([, id]) => id !== '').map(([lotId, declarationId]) => ({ lotId, declarationId }))
  const options = (lotId: string) =>
    awards
      .filter(award => award.lot.id === lotId)
      .sort((a, b) => a.rank - b.rank)
      .map(
        award =>
          [award.declaration.id, `${award.rank}. ${award.declaration.supplier.name} ${money(award.priceFen)}`] as const,
      )
  return (
    <Panel
      title={translate('page.cityDefaults.table')}
      flush
      actions={
        isOpen &&
        sent.length > 0 && (
          <VerbButton
            verb="setCityDefaults"
            document={SET_CITY_DEFAULTS}
            variables={{ tenderId: tender.id, defaults: sent }}
            facts={[[translate('figure.lots'), `${whole(sent.length)} / ${whole(lots.length)}`]]}
          />
        )
      }
    >
      <RowTable
        rows={lots}
        rowKey={lot => lot.id}
        label={translate('page.cityDefaults.title')}
        empty={translate('empty.awards')}
        columns={[
          { key: 'code', label: translate('field.lotCode'), cell: lot => lot.code },
          { key: 'spec', label: translate('field.spec'), cell: lot => specName(lot.spec, translate) },
          {
            key: 'pick',
            label: translate('page.cityDefaults.pick'),
            cell: lot => (
              <CellSelect
                label={`${lot.code} ${translate('page.cityDefaults.pick')}`}
                value={picks.get(lot.id) ?? ''}
                options={options(lot.id)}
                disabled={!isOpen}
                onChange={id => setPicks(old => new Map(old).set(lot.id, id))}
              />
            ),
          },
        ]}
      />
    </Panel>
  )
}
