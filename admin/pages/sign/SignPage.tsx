import { Checkbox } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Contract, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { useMe } from '../../data/useMe.ts'
import { CONTRACTS } from '../../documents/bid.ts'
import { SIGN_CONTRACTS } from '../../documents/demandCommands.ts'
import { kg, money, whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { HospitalSteps } from '../HospitalSteps.tsx'
import { TaskFrame } from '../TaskFrame.tsx'

/** Contracts that wait for my signature: hospital, supplier or distributor. */
export default function SignPage() {
  const me = useMe()
  return (
    <TaskFrame name="sign">
      {tender => (
        <>
          {me?.role === 'hospital' && <HospitalSteps stage={tender.stage} />}
          <Waiting tender={tender} />
        </>
      )}
    </TaskFrame>
  )
}

function sums(contracts: readonly Contract[]): { readonly kg: number; readonly fen: string } {
  return {
    kg: contracts.reduce((sum, contract) => sum + contract.totalKg, 0),
    fen: String(contracts.reduce((sum, contract) => sum + BigInt(contract.totalFen), 0n)),
  }
}

const SHOWN = 500

function Waiting({ tender }: { readonly tender: Tender }) {
  const asked = useAll<Contract>('contracts', CONTRACTS, { tenderId: tender.id, awaitingMe: true })
  return <AskState asked={asked}>{rows => <ContractTable key={rows.length} tender={tender} rows={rows} />}</AskState>
}

interface ContractTableProps {
  readonly tender: Tender
  readonly rows: readonly Contract[]
}

function ContractTable({ tender, rows }: ContractTableProps) {
  const translate = useTranslate()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(row => !left.has(row.id))
  const { kg: totalKg, fen } = sums(chosen)
  function toggle(id: string) {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  return (
    <Panel
      title={translate('page.sign.table', { count: whole(rows.length) })}
      hint={translate('page.sign.totals', { kg: kg(totalKg), sum: money(fen) })}
      flush
      actions={
        chosen.length > 0 && (
          <VerbButton
            verb="signContracts"
            document={SIGN_CONTRACTS}
            label={translate('page.sign.all', { count: whole(chosen.length) })}
            variables={{ tenderId: tender.id, contractIds: left.size === 0 ? null : chosen.map(row => row.id) }}
            facts={[
              [translate('resources.contracts.name'), whole(chosen.length)],
              [translate('field.totalKg'), kg(totalKg)],
              [translate('field.totalFen'), money(fen)],
            ]}
          />
        )
      }
    >
      <RowTable
        rows={rows.slice(0, SHOWN)}
        rowKey={row => row.id}
        label={translate('page.sign.title')}
        empty={translate('empty.sign')}
        columns={[
          {
            key: 'chosen',
            label: translate('page.sign.chosen'),
            cell: row => (
              <Checkbox
                size="small"
                checked={!left.has(row.id)}
                onChange={() => toggle(row.id)}
                slotProps={{ input: { 'aria-label': row.number } }}
              />
            ),
          },
          {
            key: 'number',
            label: translate('field.contractNumber'),
            cell: row => <Link to={`/contracts/${row.id}/show`}>{row.number}</Link>,
          },
          { key: 'hospital', label: translate('field.hospital'), cell: row => row.hospital.name, wrap: true },
          { key: 'supplier', label: translate('field.supplier'), cell: row => row.supplier.name, wrap: true },
          { key: 'distributor', label: translate('field.distributor'), cell: row => row.distributor.name, wrap: true },
          { key: 'kg', label: translate('field.totalKg'), cell: row => kg(row.totalKg), numeric: true },
          { key: 'sum', label: translate('field.totalFen'), cell: row => money(row.totalFen), numeric: true },
          { key: 'status', label: translate('field.status'), cell: row => <StatusChip status={row.status} /> },
        ]}
      />
    </Panel>
  )
}
