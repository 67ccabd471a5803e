import { Button } from '@mui/material'
import { useRecordContext, useTranslate } from 'ra-core'
import type { Contract } from '../../contract/index.ts'
import { kg, money } from '../../formats.ts'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** One three-party contract with its lines and its document. */
export function ContractShow() {
  return (
    <ResourceShow columns={COLUMNS} actions={<DocumentButton />}>
      <Lines />
    </ResourceShow>
  )
}

function DocumentButton() {
  const contract = useRecordContext<Contract>()
  const translate = useTranslate()
  return contract ? (
    <Button href={`/documents/contract/${contract.id}`}>{translate('page.contract.download')}</Button>
  ) : null
}

function Lines() {
  const contract = useRecordContext<Contract>()
  const translate = useTranslate()
  if (!contract?.lines) return null
  return (
    <Panel title={translate('page.contract.lines')} flush>
      <RowTable
        rows={contract.lines}
        rowKey={line => line.lot.id}
        label={translate('page.contract.lines')}
        empty="—"
        columns={[
          { key: 'code', label: translate('field.lotCode'), cell: line => line.lot.code },
          { key: 'spec', label: translate('field.spec'), cell: line => specName(line.lot.spec, translate) },
          { key: 'kg', label: translate('field.quantityKg'), cell: line => kg(line.quantityKg), numeric: true },
          { key: 'price', label: translate('field.price'), cell: line => money(line.priceFen), numeric: true },
          {
            key: 'sum',
            label: translate('field.totalFen'),
            cell: line => money(String(BigInt(line.priceFen) * BigInt(line.quantityKg))),
            numeric: true,
          },
        ]}
      />
    </Panel>
  )
}
