import { useTranslate } from 'ra-core'
import type { TenderCounters } from '../../contract/index.ts'
import { whole } from '../../formats.ts'
import { FigureGrid } from '../../ui/FigureGrid.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** The campaign in numbers, asked again every few seconds. */
export function Counters({ counters }: { readonly counters: TenderCounters }) {
  const translate = useTranslate()
  const { hospitals, reportsSubmitted, sheets, sheetsSubmitted, contracts, contractsEffective, ...others } = counters
  const pairs = [
    { key: 'reportsSubmitted', value: `${whole(reportsSubmitted)} / ${whole(hospitals)}` },
    { key: 'sheetsSubmitted', value: `${whole(sheetsSubmitted)} / ${whole(sheets)}` },
    { key: 'contractsEffective', value: `${whole(contractsEffective)} / ${whole(contracts)}` },
  ]
  const singles = Object.entries(others).map(([key, value]) => ({ key, value: whole(value) }))
  return (
    <Panel title={translate('page.tender.counters')} hint={translate('page.tender.countersHint')}>
      <FigureGrid
        figures={[...pairs, ...singles].map(({ key, value }) => ({ label: translate(`figure.${key}`), value }))}
      />
    </Panel>
  )
}
