import { useTranslate } from 'ra-core'
import { SelectInput } from 'react-admin'
import { LETTER_KINDS } from '#domain/awardLetter.ts'
import { useMe } from '../../data/useMe.ts'
import { LettersPanel } from '../../letters/LettersPanel.tsx'
import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

/** The filter menu reads its source and label. */
function OpenedFilter({ source, label }: { readonly source: string; readonly label: string }) {
  const translate = useTranslate()
  const choices = [true, false].map(id => ({ id, name: translate(id ? 'letters.isOpened' : 'letters.notOpened') }))
  return <SelectInput source={source} label={label} choices={choices} />
}

const FILTERS = [
  <WordFilter key="kind" source="kind" label="field.kind" set="letterKind" values={LETTER_KINDS} />,
  <OpenedFilter key="opened" source="opened" label="field.openedAt" />,
]

/** Letters about the outcome: all to who runs or controls the campaign, its own to a supplier. */
export function AwardLetterList() {
  const isSupplier = useMe()?.role === 'supplier'
  return (
    <ResourceList
      columns={COLUMNS}
      sort={{ field: 'number', order: 'ASC' }}
      searchable={!isSupplier}
      ofTender={!isSupplier}
      filters={isSupplier ? [] : FILTERS}
      above={!isSupplier && <LettersPanel />}
    />
  )
}
