import { TableCell, TableRow } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo } from 'react'
import type { Lot } from '../../contract/index.ts'
import { CellInput } from '../../ui/CellInput.tsx'
import { specName } from '../../ui/names.ts'
import type { DraftFault, DraftLine, DraftPart } from './demandDraft.ts'

interface DemandRowProps {
  readonly lot: Lot
  readonly line: DraftLine
  readonly fault: DraftFault | null
  readonly isEditable: boolean
  readonly change: (lotId: string, part: DraftPart, text: string) => void
}

const HEADS = {
  quantity: 'field.quantityKg',
  lastYear: 'field.lastYearKg',
  lastPrice: 'field.lastPrice',
  reason: 'field.reason',
} as const

/** One lot. Only the row that is typed in is drawn again. */
export const DemandRow = memo(
  function DemandRow({ lot, line, fault, isEditable, change }: DemandRowProps) {
    const translate = useTranslate()
    const name = specName(lot.spec, translate)
    const cell = (part: DraftPart) => (
      <CellInput
        label={`${name} ${translate(HEADS[part])}`}
        value={line[part]}
        disabled={!isEditable}
        text={part === 'reason'}
        width={part === 'reason' ? 220 : 110}
        onChange={text => change(lot.id, part, text)}
        error={fault?.[0] === part ? translate(fault[1]) : null}
      />
    )
    return (
      <TableRow hover>
        <TableCell>{lot.code}</TableCell>
        <TableCell>{name}</TableCell>
        <TableCell align="right" data-label={translate(HEADS.quantity)}>
          {cell('quantity')}
        </TableCell>
        <TableCell align="right" data-label={translate(HEADS.lastYear)}>
          {cell('lastYear')}
        </TableCell>
        <TableCell align="right" data-label={translate(HEADS.lastPrice)}>
          {cell('lastPrice')}
        </TableCell>
        <TableCell data-label={translate(HEADS.reason)}>{cell('reason')}</TableCell>
      </TableRow>
    )
  },
  (before, after) =>
    before.line === after.line &&
    before.fault?.[0] === after.fault?.[0] &&
    before.fault?.[1] === after.fault?.[1] &&
    before.isEditable === after.isEditable &&
    before.lot === after.lot,
)
