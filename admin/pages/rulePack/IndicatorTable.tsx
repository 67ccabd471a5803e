import { Alert, Button, Chip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { ruleWord } from '#domain/ruleFields.ts'
import { isFields } from '#domain/shape.ts'
import { RowTable } from '../../ui/RowTable.tsx'
import { ErrorAt } from './EntryTable.tsx'
import { IndicatorDrawer } from './IndicatorDrawer.tsx'
import { usePackEditor } from './PackEditor.tsx'
import { getIn } from './packPath.ts'
import { BareInput } from './RuleInput.tsx'

const EMPTY = {
  code: '',
  name: { zh: '', en: '' },
  points: 1,
  level: 'company',
  quality: false,
  objective: true,
  specialty: null,
  rule: { type: 'boolean' },
  evidence: null,
}

/** The indicators with their points in a table, the rest of each in a drawer; the totals the law of the pack asks for. */
export function IndicatorTable() {
  const translate = useTranslate()
  const { content, language, isLocked, errors, set } = usePackEditor()
  const [open, setOpen] = useState<number | null>(null)
  const value = getIn(content, ['indicators'])
  const rows = (Array.isArray(value) ? value : []).map((row, index) => ({ row: isFields(row) ? row : {}, index }))
  const sum = rows.reduce((total, { row }) => total + (typeof row.points === 'number' ? row.points : 0), 0)
  const quality = rows.filter(({ row }) => row.quality === true).length
  const nameAt = (index: number) => String(getIn(content, ['indicators', index, 'name', language]) ?? '')
  const wrongIn = (index: number) => [...errors.keys()].some(path => path.startsWith(`indicators[${index}]`))
  const isRight = rows.length === 14 && quality === 10 && sum === 100
  return (
    <>
      <Alert severity={isRight ? 'success' : 'warning'} variant="outlined" sx={{ my: 1 }}>
        {translate('page.rulePack.totals', { count: rows.length, quality, sum })}
      </Alert>
      <ErrorAt path={['indicators']} />
      <RowTable
        rows={rows}
        rowKey={({ index }) => String(index)}
        label={translate('page.rulePack.section.indicators')}
        empty="—"
        columns={[
          { key: 'code', label: translate('field.code'), cell: ({ row }) => String(row.code ?? '') },
          { key: 'name', label: translate('page.rulePack.indicator'), cell: ({ index }) => nameAt(index), wrap: true },
          {
            key: 'points',
            label: translate('page.rulePack.points'),
            numeric: true,
            cell: ({ row, index }) => (
              <BareInput
                path={['indicators', index, 'points']}
                label={`${row.code} ${translate('page.rulePack.points')}`}
                width={72}
              />
            ),
          },
          {
            key: 'level',
            label: translate('page.rulePack.level'),
            cell: ({ row }) => ruleWord(String(row.level))[language],
          },
          {
            key: 'rule',
            label: translate('page.rulePack.rule'),
            cell: ({ index }) => ruleWord(String(getIn(content, ['indicators', index, 'rule', 'type'])))[language],
          },
          {
            key: 'quality',
            label: translate('page.rulePack.kind'),
            cell: ({ row }) =>
              row.quality === true ? translate('page.rulePack.quality') : translate('page.rulePack.business'),
          },
          {
            key: 'open',
            label: translate('page.rulePack.detail'),
            cell: ({ row, index }) => (
              <>
                <Button
                  size="small"
                  aria-label={`${translate('page.rulePack.edit')} ${row.code}`}
                  onClick={() => setOpen(index)}
                >
                  {translate('page.rulePack.edit')}
                </Button>
                {wrongIn(index) && (
                  <Chip size="small" color="error" variant="outlined" label={translate('page.rulePack.wrong')} />
                )}
              </>
            ),
          },
        ]}
      />
      <Button size="small" disabled={isLocked} onClick={() => set(['indicators', rows.length], EMPTY)}>
        {translate('page.rulePack.add')} {translate('page.rulePack.section.indicators')}
      </Button>
      {open !== null && <IndicatorDrawer index={open} close={() => setOpen(null)} />}
    </>
  )
}
