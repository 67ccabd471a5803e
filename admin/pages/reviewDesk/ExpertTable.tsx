import { Box, Checkbox, LinearProgress, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { ExpertProgress, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { REMIND_EXPERTS } from '../../documents/reviewDesk.ts'
import { dateTime, percent, whole } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { RowTable } from '../../ui/RowTable.tsx'

interface ExpertTableProps {
  readonly tender: Tender
  readonly experts: readonly ExpertProgress[]
}

/** Every expert's progress and drift, the slowest first; who has open items can be reminded, one or many at once. */
export function ExpertTable({ tender, experts }: ExpertTableProps) {
  const translate = useTranslate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const slow = experts.filter(one => one.done < one.items || one.reasonsDue > 0)
  const rows = [...experts].sort((a, b) => percent(a.done, a.items) - percent(b.done, b.items))
  const strata = new Map(rulesOf(tender).review.strata.map(one => [one.code, one.name[currentLocale()]]))
  const reminded = slow.filter(one => chosen.has(one.expertCode))
  const toggle = (code: string) => {
    const next = new Set(chosen)
    if (!next.delete(code)) next.add(code)
    setChosen(next)
  }
  return (
    <>
      <Stack direction="row" sx={{ gap: 2, px: 2, py: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography color="textSecondary" sx={{ flexGrow: 1 }}>
          {translate('page.reviewDesk.slow', { count: whole(slow.length) })}
        </Typography>
        {slow.length > 0 && (
          <VerbButton
            verb="remindExperts"
            document={REMIND_EXPERTS}
            look="outlined"
            variables={{
              tenderId: tender.id,
              experts: (reminded.length > 0 ? reminded : slow).map(one => one.expertCode),
            }}
            facts={[[translate('figure.experts'), whole(reminded.length > 0 ? reminded.length : slow.length)]]}
            onDone={() => setChosen(new Set())}
          />
        )}
      </Stack>
      <RowTable
        rows={rows}
        rowKey={row => row.expertCode}
        label={translate('page.reviewDesk.tab.experts')}
        empty={translate('page.reviewDesk.none')}
        columns={[
          {
            key: 'chosen',
            label: translate('field.chosen'),
            cell: row =>
              slow.includes(row) ? (
                <Checkbox
                  size="small"
                  checked={chosen.has(row.expertCode)}
                  onChange={() => toggle(row.expertCode)}
                  slotProps={{ input: { 'aria-label': `${translate('verb.remindExperts.label')} ${row.expertCode}` } }}
                />
              ) : null,
          },
          { key: 'expert', label: translate('field.expert'), cell: row => `${row.expertName} ${row.expertCode}` },
          {
            key: 'specialty',
            label: translate('field.specialty'),
            cell: row => strata.get(row.specialty) ?? row.specialty,
          },
          { key: 'progress', label: translate('field.progress'), cell: row => <Bar row={row} /> },
          { key: 'drafted', label: translate('figure.itemsDrafted'), numeric: true, cell: row => whole(row.drafted) },
          { key: 'due', label: translate('figure.reasonsDue'), numeric: true, cell: row => whole(row.reasonsDue) },
          {
            key: 'severity',
            label: translate('field.severity'),
            numeric: true,
            cell: row => signed(row.severityPercent),
          },
          {
            key: 'deviation',
            label: translate('field.deviation'),
            numeric: true,
            cell: row => (row.deviationPercent === null ? '—' : `${row.deviationPercent.toFixed(1)} %`),
          },
          { key: 'active', label: translate('field.lastActive'), cell: row => dateTime(row.lastActiveAt) },
          { key: 'reminded', label: translate('field.remindedAt'), cell: row => dateTime(row.remindedAt) },
        ]}
      />
    </>
  )
}

/** Below 0: severer than the others on the same items. */
function signed(value: number | null): string {
  if (value === null) return '—'
  return `${value > 0 ? '+' : ''}${value.toFixed(1)} %`
}

function Bar({ row }: { readonly row: ExpertProgress }) {
  return (
    <Box sx={{ minWidth: 120 }}>
      <LinearProgress variant="determinate" value={percent(row.done, row.items)} aria-label={row.expertName} />
      <Typography variant="body2">
        {whole(row.done)} / {whole(row.items)}
      </Typography>
    </Box>
  )
}
