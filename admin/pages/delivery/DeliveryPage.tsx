import { Alert, Autocomplete, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { City, DistributionOffer, Distributor, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { DISTRIBUTION_OFFERS } from '../../documents/bid.ts'
import { NAME_DISTRIBUTORS } from '../../documents/demandCommands.ts'
import { CITIES, DISTRIBUTORS } from '../../documents/registers.ts'
import { whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { CheckGrid } from '../../ui/CheckGrid.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { TaskFrame } from '../TaskFrame.tsx'

const NONE: ReadonlySet<string> = new Set()

/** A winner names who delivers for it in each city. */
export default function DeliveryPage() {
  return (
    <TaskFrame name="delivery">
      {tender => (
        <>
          {tender.stage === 'distribution' ? <Naming tender={tender} /> : <NotNow />}
          <Offers tender={tender} />
        </>
      )}
    </TaskFrame>
  )
}

function NotNow() {
  const translate = useTranslate()
  return <Alert severity="info">{translate('page.delivery.notNow')}</Alert>
}

function Naming({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const cities = useAll<City>('cities', CITIES, {})
  const distributors = useAll<Distributor>('distributors', DISTRIBUTORS, {})
  const [chosen, setChosen] = useState<readonly Distributor[]>([])
  const [cityIds, setCityIds] = useState(NONE)
  const distributions = [...cityIds].map(cityId => ({ cityId, distributorIds: chosen.map(one => one.id) }))
  return (
    <Panel
      title={translate('page.delivery.naming')}
      hint={translate('page.delivery.namingHint')}
      actions={
        distributions.length > 0 &&
        chosen.length > 0 && (
          <VerbButton
            verb="nameDistributors"
            document={NAME_DISTRIBUTORS}
            variables={{ tenderId: tender.id, distributions }}
            facts={[
              [translate('field.distributor'), chosen.map(one => one.name).join('、')],
              [translate('resources.cities.name'), whole(distributions.length)],
            ]}
            onDone={() => setCityIds(NONE)}
          />
        )
      }
    >
      <AskState asked={distributors}>
        {options => (
          <Autocomplete
            multiple
            options={options}
            value={[...chosen]}
            onChange={(_, next) => setChosen(next)}
            getOptionLabel={one => `${one.code} ${one.name}`}
            isOptionEqualToValue={(a, b) => a.id === b.id}
            renderInput={params => <TextField {...params} label={translate('field.distributor')} />}
          />
        )}
      </AskState>
      <AskState asked={cities}>
        {rows => (
          <CheckGrid
            title={translate('resources.cities.name')}
            options={rows.map(city => [city.id, `${city.province.name} ${city.name}`])}
            chosen={cityIds}
            choose={setCityIds}
          />
        )}
      </AskState>
    </Panel>
  )
}

function Offers({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAll<DistributionOffer>('distributionOffers', DISTRIBUTION_OFFERS, { tenderId: tender.id })
  return (
    <Panel title={translate('page.delivery.offers')} flush>
      <AskState asked={asked}>
        {rows => (
          <RowTable
            rows={rows}
            rowKey={row => row.id}
            label={translate('page.delivery.offers')}
            empty={translate('empty.distributionOffers')}
            columns={[
              { key: 'city', label: translate('field.city'), cell: row => row.city.name },
              { key: 'distributor', label: translate('field.distributor'), cell: row => row.distributor.name },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}
