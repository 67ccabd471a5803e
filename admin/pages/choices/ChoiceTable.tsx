import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useCallback, useMemo, useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Award, SupplierChoice, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { CHOOSE_SUPPLIERS } from '../../documents/demandCommands.ts'
import { money, whole } from '../../formats.ts'
import { CellSelect } from '../../ui/CellSelect.tsx'
import { CARD_ROWS } from '../../ui/cardRows.ts'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'

interface ChoiceTableProps {
  readonly tender: Tender
  readonly awards: readonly Award[]
  readonly choices: readonly SupplierChoice[]
}

interface LotOfAwards {
  readonly lot: Award['lot']
  readonly awards: readonly Award[]
}

function groupByLot(awards: readonly Award[]): readonly LotOfAwards[] {
  const groups = new Map<string, Award[]>()
  for (const award of awards) groups.set(award.lot.id, [...(groups.get(award.lot.id) ?? []), award])
  return [...groups.values()]
    .flatMap(group => (group[0] ? [{ lot: group[0].lot, awards: group.sort((a, b) => a.rank - b.rank) }] : []))
    .sort((a, b) => a.lot.code.localeCompare(b.lot.code))
}

/** The picks without blanks and repetitions, in order. */
function cleaned(picks: readonly string[]): string[] {
  return [...new Set(picks.filter(pick => pick !== ''))]
}

/** For each lot up to three winners in order of preference. */
export function ChoiceTable({ tender, awards, choices }: ChoiceTableProps) {
  const translate = useTranslate()
  const { maxPicks } = rulesOf(tender).allocation
  const lots = useMemo(() => groupByLot(awards), [awards])
  const [picks, setPicks] = useState<ReadonlyMap<string, readonly string[]>>(
    () => new Map(choices.map(choice => [choice.lot.id, choice.picks])),
  )
  const change = useCallback((lotId: string, at: number, declarationId: string) => {
    setPicks(old => {
      const next = [...(old.get(lotId) ?? [])]
      next[at] = declarationId
      return new Map(old).set(
        lotId,
        Array.from(next, pick => pick ?? ''),
      )
    })
  }, [])
  const isOpen = tender.stage === 'allocation'
  const sent = lots.flatMap(({ lot }) => {
    const chosen = cleaned(picks.get(lot.id) ?? [])
    return chosen.length > 0 ? [{ lotId: lot.id, picks: chosen }] : []
  })
  const places = Array.from({ length: maxPicks }, (_, index) => index)
  return (
    <Panel
      title={translate('page.choices.table')}
      hint={translate('page.choices.silence')}
      flush
      actions={
        isOpen &&
        sent.length > 0 && (
          <VerbButton
            verb="chooseSuppliers"
            document={CHOOSE_SUPPLIERS}
            variables={{ tenderId: tender.id, choices: sent }}
            facts={[[translate('figure.lots'), `${whole(sent.length)} / ${whole(lots.length)}`]]}
          />
        )
      }
    >
      <TableContainer sx={{ maxHeight: 640, ...CARD_ROWS }}>
        <Table size="small" stickyHeader aria-label={translate('page.choices.table')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('field.lotCode')}</TableCell>
              <TableCell>{translate('field.spec')}</TableCell>
              {places.map(place => (
                <TableCell key={place}>{translate('page.choices.place', { place: place + 1 })}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {lots.map(one => (
              <ChoiceRow
                key={one.lot.id}
                {...one}
                places={places}
                picks={picks.get(one.lot.id)}
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

interface ChoiceRowProps extends LotOfAwards {
  readonly places: readonly number[]
  readonly picks: readonly string[] | undefined
  readonly isOpen: boolean
  readonly change: (lotId: string, at: number, declarationId: string) => void
}

const ChoiceRow = memo(
  function ChoiceRow({ lot, awards, places, picks, isOpen, change }: ChoiceRowProps) {
    const translate = useTranslate()
    const name = specName(lot.spec, translate)
    const options = awards.map(
      award =>
        [award.declaration.id, `${award.rank}. ${award.declaration.supplier.name} ${money(award.priceFen)}`] as const,
    )
    return (
      <TableRow hover>
        <TableCell>{lot.code}</TableCell>
        <TableCell>{name}</TableCell>
        {places.map(place => (
          <TableCell key={place}>
            <CellSelect
              label={`${name} ${translate('page.choices.place', { place: place + 1 })}`}
              value={picks?.[place] ?? ''}
              options={options.filter(([id]) => id === picks?.[place] || !picks?.includes(id))}
              disabled={!isOpen || place >= awards.length}
              onChange={id => change(lot.id, place, id)}
            />
          </TableCell>
        ))}
      </TableRow>
    )
  },
  (before, after) => before.picks === after.picks && before.isOpen === after.isOpen && before.awards === after.awards,
)
