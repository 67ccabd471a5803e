import { STAGES } from '#domain/stage.ts'
import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { CreateTenderButton } from './CreateTenderButton.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [<WordFilter key="stage" source="stage" label="field.stage" set="stage" values={STAGES} />]

/** List of tenders; the office starts new ones here. */
export function TenderList() {
  return (
    <ResourceList
      columns={COLUMNS}
      sort={{ field: 'createdAt', order: 'DESC' }}
      searchable
      filters={FILTERS}
      actions={<CreateTenderButton />}
    />
  )
}
