import { BooleanInput, NumberInput } from 'react-admin'
import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <NumberInput key="minKg" source="minKg" label="field.minKg" />,
  <BooleanInput key="outlier" source="outlier" label="field.outlier" />,
]

/** List of demandLines. */
export function DemandLineList() {
  return (
    <ResourceList
      columns={COLUMNS}
      sort={{ field: 'quantityKg', order: 'DESC' }}
      searchable
      ofTender
      filters={FILTERS}
    />
  )
}
