import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material'
import { type TranslateFunction, useTranslate } from 'ra-core'
import { memo, useCallback, useState } from 'react'
import { parseKg } from '#domain/quantity.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Declaration, Lot, Tender } from '../../contract/index.ts'
import { WITHDRAW_DECLARATION } from '../../documents/declare.ts'
import { DECLARE_LOTS } from '../../documents/reviewCommands.ts'
import { kg, money, whole } from '../../formats.ts'
import { CellInput } from '../../ui/CellInput.tsx'
import { CARD_ROWS } from '../../ui/cardRows.ts'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { type Desk, endingPapers, keysOf } from './deskState.ts'

interface LotTableProps {
  readonly tender: Tender
  readonly lots: readonly Lot[]
  readonly declarations: readonly Declaration[]
  readonly desk: Desk
  readonly isOpen: boolean
}

/** A yearly capacity declares a lot; an empty one leaves it out. */
export function LotTable({ tender, lots, declarations, desk, isOpen }: LotTableProps) {
  const translate = useTranslate()
  const own = new Map(declarations.map(one => [one.lot.id, one]))
  const [capacities, setCapacities] = useState<ReadonlyMap<string, string>>(
    () =>
      new Map(declarations.filter(one => one.status !== 'withdrawn').map(one => [one.lot.id, String(one.capacityKg)])),
  )
  const change = useCallback((id: string, text: string) => setCapacities(old => new Map(old).set(id, text)), [])
  const sent = lots.flatMap(lot => {
    const capacityKg = parseKg((capacities.get(lot.id) ?? '').trim())
    return capacityKg === null || capacityKg === 0 ? [] : [{ lotId: lot.id, capacityKg }]
  })
  const isBad = [...capacities.values()].some(text => text.trim() !== '' && !parseKg(text.trim()))
  return (
    <Panel
      title={translate('page.declare.step.lots')}
      hint={translate('page.declare.lotsHint')}
      flush
      actions={
        isOpen &&
        sent.length > 0 &&
        !isBad && (
          <VerbButton
            verb="declareLots"
            document={DECLARE_LOTS}
            variables={{ tenderId: tender.id, lots: sent }}
            facts={[[translate('figure.lots'), whole(sent.length)]]}
          />
        )
      }
    >
      <TableContainer tabIndex={0} sx={{ maxHeight: 640, ...CARD_ROWS }}>
        <Table size="small" stickyHeader aria-label={translate('page.declare.step.lots')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('field.lotCode')}</TableCell>
              <TableCell>{translate('field.spec')}</TableCell>
              <TableCell align="right">{translate('field.demandKg')}</TableCell>
              <TableCell align="right">{translate('field.ceiling')}</TableCell>
              <TableCell align="right">{translate('field.capacityKg')}</TableCell>
              <TableCell>{translate('declare.progress')}</TableCell>
              <TableCell>{translate('field.status')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {lots.map(lot => (
              <LotRow
                key={lot.id}
                lot={lot}
                declaration={own.get(lot.id)}
                text={capacities.get(lot.id) ?? ''}
                progress={progressOf(desk, own.get(lot.id), translate)}
                isOpen={isOpen}
                change={change}
              />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  )
}

/** How far a declaration has come: answers, evidence, and papers that end too early. */
function progressOf(desk: Desk, declaration: Declaration | undefined, translate: TranslateFunction): string {
  if (!declaration || declaration.status === 'withdrawn') return '—'
  const subjects = new Set(keysOf(declaration))
  const ending = endingPapers(desk).filter(one => subjects.has(one.subjectKey)).length
  const told = translate('declare.progressOf', {
    answered: declaration.answered,
    answers: desk.indicators.length,
    proved: declaration.proved,
    papers: desk.indicators.filter(one => one.evidence !== null).length,
  })
  return ending > 0 ? `${told} ${translate('declare.ending', { count: ending })}` : told
}

interface LotRowProps {
  readonly lot: Lot
  readonly declaration: Declaration | undefined
  readonly text: string
  readonly progress: string
  readonly isOpen: boolean
  readonly change: (id: string, text: string) => void
}

const LotRow = memo(function LotRow({ lot, declaration, text, progress, isOpen, change }: LotRowProps) {
  const translate = useTranslate()
  const name = specName(lot.spec, translate)
  return (
    <TableRow hover>
      <TableCell>{lot.code}</TableCell>
      <TableCell>{name}</TableCell>
      <TableCell align="right" data-label={translate('field.demandKg')}>
        {kg(lot.demandKg)}
      </TableCell>
      <TableCell align="right" data-label={translate('field.ceiling')}>
        {money(lot.ceilingFen)}
      </TableCell>
      <TableCell align="right" data-label={translate('field.capacityKg')}>
        <CellInput
          label={`${name} ${translate('field.capacityKg')}`}
          value={text}
          disabled={!isOpen}
          onChange={value => change(lot.id, value)}
          error={text.trim() !== '' && !parseKg(text.trim()) ? translate('error.capacity') : null}
        />
      </TableCell>
      <TableCell data-label={translate('declare.progress')} sx={{ whiteSpace: 'normal' }}>
        {progress}
      </TableCell>
      <TableCell>
        {declaration && <StatusChip status={declaration.status} />}
        {isOpen && declaration && declaration.status !== 'withdrawn' && (
          <VerbButton
            verb="withdrawDeclaration"
            look="text"
            danger
            document={WITHDRAW_DECLARATION}
            variables={{ tenderId: lot.tenderId, declarationIds: [declaration.id] }}
            facts={[[translate('field.lotCode'), `${lot.code} ${name}`]]}
            // Left in its field the capacity would declare the lot again.
            onDone={() => change(lot.id, '')}
          />
        )}
      </TableCell>
    </TableRow>
  )
})
