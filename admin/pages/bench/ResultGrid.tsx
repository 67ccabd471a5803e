import {
  Box,
  MenuItem,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TextField,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { limitText, type StandardField } from '#domain/sampleStandard.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { BlindSample, LotStandard, Tender } from '../../contract/index.ts'
import { RECORD_RESULTS, SIGN_RESULTS } from '../../documents/samples.ts'
import { whole } from '../../formats.ts'
import { fieldName } from '../../samples/Verdicts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { isGood, paste, rowState, type Typed } from './grid.ts'

interface GridProps {
  readonly tender: Tender
  readonly samples: readonly BlindSample[]
  readonly standards: readonly LotStandard[]
}

const NOTHING: Typed = new Map()

/** One lot's samples by fields: typed, pasted from a spreadsheet, saved as a draft, signed when complete. */
export function ResultGrid({ tender, samples, standards }: GridProps) {
  const translate = useTranslate()
  const lots = standards.filter(one => samples.some(sample => sample.lot.code === one.lot))
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState(NOTHING)
  const standard = lots.find(one => one.lot === chosen) ?? lots[0]
  if (!standard) return null
  const rows = samples.filter(sample => sample.lot.code === standard.lot)
  const valuesOf = (sample: BlindSample) => ({ ...sample.values, ...typed.get(sample.blindCode) })
  const states = rows.map(sample => rowState(standard.fields, valuesOf(sample)))
  const ready = rows.filter(
    (sample, i) => !typed.has(sample.blindCode) && (states[i] === 'passed' || states[i] === 'failed'),
  )
  const results = [...typed].map(([blindCode, values]) => ({ blindCode, values: withoutBlank(values) }))
  return (
    <Panel
      title={translate('page.bench.grid', { count: whole(rows.length) })}
      hint={translate('page.bench.gridHint')}
      flush
      actions={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <TextField
            select
            size="small"
            label={translate('sample.field.lot')}
            value={standard.lot}
            onChange={event => setChosen(event.target.value)}
            sx={{ minWidth: 180 }}
            disabled={typed.size > 0}
          >
            {lots.map(one => (
              <MenuItem key={one.lot} value={one.lot}>
                {`${one.variety} · ${translate(`grade.${one.grade}`)}`}
              </MenuItem>
            ))}
          </TextField>
          {results.length > 0 && (
            <VerbButton
              verb="recordResults"
              document={RECORD_RESULTS}
              variables={{ tenderId: tender.id, results }}
              incomplete={states.includes('wrong')}
              facts={[[translate('page.bench.changed'), whole(results.length)]]}
              onDone={() => setTyped(NOTHING)}
            />
          )}
          {ready.length > 0 && (
            <VerbButton
              verb="signResults"
              document={SIGN_RESULTS}
              look={results.length > 0 ? 'outlined' : 'contained'}
              variables={{ tenderId: tender.id, blindCodes: ready.map(sample => sample.blindCode) }}
              facts={[
                [
                  translate('status.passed'),
                  whole(ready.filter(sample => states[rows.indexOf(sample)] === 'passed').length),
                ],
                [
                  translate('status.failed'),
                  whole(ready.filter(sample => states[rows.indexOf(sample)] === 'failed').length),
                ],
              ]}
            />
          )}
        </Stack>
      }
    >
      <Cells rows={rows} fields={standard.fields} typed={typed} setTyped={setTyped} states={states} />
    </Panel>
  )
}

const withoutBlank = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, value.trim()]))

interface CellsProps {
  readonly rows: readonly BlindSample[]
  readonly fields: readonly StandardField[]
  readonly typed: Typed
  readonly setTyped: (typed: Typed) => void
  readonly states: readonly string[]
}

const MOVES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  Enter: [1, 0],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
}

function Cells({ rows, fields, typed, setTyped, states }: CellsProps) {
  const translate = useTranslate()
  const table = useRef<HTMLTableElement>(null)
  const codes = rows.map(row => row.blindCode)
  function move(event: KeyboardEvent, row: number, column: number) {
    const step = MOVES[event.key]
    if (!step) return
    event.preventDefault()
    table.current?.querySelector<HTMLInputElement>(`input[data-cell="${row + step[0]}/${column + step[1]}"]`)?.focus()
  }
  function pasted(event: ClipboardEvent, row: number, column: number) {
    const text = event.clipboardData.getData('text')
    if (!/[\t\n]/.test(text)) return
    event.preventDefault()
    setTyped(paste(typed, { codes, fields }, { row, column }, text))
  }
  const cell = (sample: BlindSample, field: StandardField, row: number, column: number) => {
    const value = typed.get(sample.blindCode)?.[field.code] ?? sample.values[field.code] ?? ''
    const isWrong = !isGood(field, value)
    return (
      <Box
        component="input"
        data-cell={`${row}/${column}`}
        aria-label={`${sample.blindCode} ${fieldName(field)}`}
        aria-invalid={isWrong}
        list={field.kind === 'choice' ? `choices-${field.code}` : undefined}
        inputMode={field.kind === 'number' ? 'decimal' : 'text'}
        value={value}
        onKeyDown={(event: KeyboardEvent) => move(event, row, column)}
        onPaste={(event: ClipboardEvent) => pasted(event, row, column)}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          setTyped(
            new Map(typed).set(sample.blindCode, { ...typed.get(sample.blindCode), [field.code]: event.target.value }),
          )
        }
        sx={{
          width: 96,
          height: 30,
          px: 1,
          font: 'inherit',
          color: 'text.primary',
          bgcolor: 'background.default',
          border: 1,
          borderColor: isWrong ? 'error.main' : 'divider',
          borderRadius: '6px',
          textAlign: field.kind === 'number' ? 'right' : 'left',
        }}
      />
    )
  }
  return (
    <TableContainer tabIndex={0} sx={{ maxHeight: 560 }}>
      {fields.map(
        field =>
          field.kind === 'choice' && (
            <datalist key={field.code} id={`choices-${field.code}`}>
              {field.choices.map(choice => (
                <option key={choice} value={choice} />
              ))}
            </datalist>
          ),
      )}
      <Table
        size="small"
        stickyHeader
        ref={table}
        aria-label={translate('page.bench.grid', { count: whole(rows.length) })}
      >
        <TableHead>
          <TableRow>
            <TableCell>{translate('sample.field.blindCode')}</TableCell>
            {fields.map(field => (
              <TableCell key={field.code}>
                {fieldName(field)}
                <Box component="span" sx={{ display: 'block', fontWeight: 400, color: 'text.secondary' }}>
                  {limitText(field) || translate('page.bench.noLimit')}
                </Box>
              </TableCell>
            ))}
            <TableCell>{translate('field.result')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((sample, row) => (
            <TableRow key={sample.id}>
              <TableCell
                component="th"
                scope="row"
                sx={{ position: 'sticky', left: 0, bgcolor: 'background.paper', zIndex: 1 }}
              >
                {sample.blindCode}
              </TableCell>
              {fields.map((field, column) => (
                <TableCell key={field.code}>{cell(sample, field, row, column)}</TableCell>
              ))}
              <TableCell>
                <StatusChip status={states[row] ?? 'incomplete'} set="sampleStatus" />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  )
}
