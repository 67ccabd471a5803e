import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useCallback, useState } from 'react'
import { parseYuan, plainYuan } from '#domain/money.ts'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { CeilingInput, Lot, Tender } from '../../../contract/index.ts'
import { useAll } from '../../../data/useAsk.ts'
import { LOTS } from '../../../documents/tender.ts'
import { SET_PRICE_CEILINGS } from '../../../documents/tenderCommands.ts'
import { kg, money, whole } from '../../../formats.ts'
import { AskState, EmptyState } from '../../../ui/AskState.tsx'
import { CellInput } from '../../../ui/CellInput.tsx'
import { specName } from '../../../ui/names.ts'
import { Panel } from '../../../ui/Panel.tsx'

/** The market survey's price per lot; the server derives the ceiling from it and from what hospitals paid. */
export function CeilingStage({ tender }: { readonly tender: Tender }) {
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id })
  return <AskState asked={lots}>{rows => <CeilingTable tender={tender} lots={rows} />}</AskState>
}

function surveyOf(lot: Lot): string {
  const basis = lot.ceilingBasis
  const fen = typeof basis === 'object' && basis !== null && 'surveyFen' in basis ? basis.surveyFen : null
  return typeof fen === 'string' && /^\d+$/.test(fen) ? plainYuan(BigInt(fen)) : ''
}

function toInputs(lots: readonly Lot[], typed: ReadonlyMap<string, string>): CeilingInput[] {
  return lots.flatMap(lot => {
    const fen = parseYuan((typed.get(lot.id) ?? '').trim())
    return fen === null || fen === 0n ? [] : [{ lotId: lot.id, surveyFen: String(fen) }]
  })
}

function CeilingTable({ tender, lots }: { readonly tender: Tender; readonly lots: readonly Lot[] }) {
  const translate = useTranslate()
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(
    () => new Map(lots.map(lot => [lot.id, surveyOf(lot)])),
  )
  const change = useCallback((id: string, text: string) => setTyped(old => new Map(old).set(id, text)), [])
  const inputs = toInputs(lots, typed)
  if (lots.length === 0) return <EmptyState text={translate('empty.lots')} />
  return (
    <Panel
      title={translate('page.ceilings.title')}
      hint={translate('page.ceilings.hint')}
      flush
      actions={
        inputs.length > 0 && (
          <VerbButton
            verb="setPriceCeilings"
            document={SET_PRICE_CEILINGS}
            variables={{ tenderId: tender.id, ceilings: inputs }}
            facts={[[translate('figure.lots'), `${whole(inputs.length)} / ${whole(lots.length)}`]]}
          />
        )
      }
    >
      <TableContainer sx={{ maxHeight: 620 }}>
        <Table size="small" stickyHeader aria-label={translate('page.ceilings.title')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('field.lotCode')}</TableCell>
              <TableCell>{translate('field.spec')}</TableCell>
              <TableCell align="right">{translate('field.demandKg')}</TableCell>
              <TableCell align="right">{translate('field.survey')}</TableCell>
              <TableCell align="right">{translate('field.ceiling')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {lots.map(lot => (
              <CeilingRow key={lot.id} lot={lot} text={typed.get(lot.id) ?? ''} change={change} />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  )
}

interface CeilingRowProps {
  readonly lot: Lot
  readonly text: string
  readonly change: (id: string, text: string) => void
}

const CeilingRow = memo(function CeilingRow({ lot, text, change }: CeilingRowProps) {
  const translate = useTranslate()
  const name = specName(lot.spec, translate)
  const isBad = text.trim() !== '' && parseYuan(text.trim()) === null
  return (
    <TableRow hover>
      <TableCell>{lot.code}</TableCell>
      <TableCell>{name}</TableCell>
      <TableCell align="right">{kg(lot.demandKg)}</TableCell>
      <TableCell align="right">
        <CellInput
          label={`${name} ${translate('field.survey')}`}
          value={text}
          onChange={value => change(lot.id, value)}
          error={isBad ? translate('error.yuan') : null}
        />
      </TableCell>
      <TableCell align="right">{money(lot.ceilingFen)}</TableCell>
    </TableRow>
  )
})
