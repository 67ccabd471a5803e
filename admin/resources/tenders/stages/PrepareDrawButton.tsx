import { Button, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Tender } from '../../../contract/index.ts'
import { rulesOf } from '../../../data/TenderContext.tsx'
import { PREPARE_DRAW } from '../../../documents/reviewCommands.ts'
import { randomBase64 } from '../../../randomness.ts'

interface StratumRow {
  readonly name: string
  readonly specialty: string
  readonly quota: string
}

function isWhole(text: string): boolean {
  return /^[1-9]\d{0,3}$/.test(text)
}

/** The strata and quotas of the draw; the pool's salts come from fresh random bytes of this browser. */
export function PrepareDrawButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [rows, setRows] = useState<readonly StratumRow[]>(() =>
    rulesOf(tender).review.strata.map(one => ({ name: one.name.zh, specialty: one.code, quota: String(one.quota) })),
  )
  const total = rows.reduce((sum, row) => sum + (isWhole(row.quota) ? Number(row.quota) : 0), 0)
  const isComplete = rows.length > 0 && rows.every(row => row.name && row.specialty && isWhole(row.quota))
  return (
    <VerbButton
      verb="prepareDraw"
      document={PREPARE_DRAW}
      incomplete={!isComplete}
      variables={() => ({
        tenderId: tender.id,
        strata: rows.map(row => ({ ...row, quota: Number(row.quota) })),
        poolSecret: randomBase64(32),
      })}
    >
      <StratumRows rows={rows} setRows={setRows} />
      <Typography>{translate('page.draw.total', { total })}</Typography>
    </VerbButton>
  )
}

interface StratumRowsProps {
  readonly rows: readonly StratumRow[]
  readonly setRows: (rows: readonly StratumRow[]) => void
}

function StratumRows({ rows, setRows }: StratumRowsProps) {
  const translate = useTranslate()
  function change(at: number, part: keyof StratumRow, text: string) {
    setRows(rows.map((row, index) => (index === at ? { ...row, [part]: text } : row)))
  }
  return (
    <>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own while they are typed
        <Stack key={index} direction="row" sx={{ gap: 1 }}>
          {(['name', 'specialty', 'quota'] as const).map(part => (
            <TextField
              key={part}
              label={translate(part === 'name' ? 'field.stratum' : `field.${part}`)}
              value={row[part]}
              onChange={event => change(index, part, event.target.value.trim())}
              error={part === 'quota' && !isWhole(row.quota)}
            />
          ))}
          <Button onClick={() => setRows(rows.filter((_, at) => at !== index))}>{translate('ra.action.remove')}</Button>
        </Stack>
      ))}
      <Button onClick={() => setRows([...rows, { name: '', specialty: '', quota: '' }])}>
        {translate('ra.action.add')}
      </Button>
    </>
  )
}
