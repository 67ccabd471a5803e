import { Chip, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { MIN_BODIES } from '#domain/draw.ts'
import type { EntropyContribution, PublicDraw } from '../contract/index.ts'
import { dateTime, shortHash } from '../formats.ts'
import { CheckList } from '../ui/CheckList.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { sourceName } from './drawTexts.ts'

/** How many bodies and suppliers have committed to a value. */
export function countSources(contributions: readonly EntropyContribution[]): { bodies: number; suppliers: number } {
  const suppliers = contributions.filter(one => one.source.startsWith('supplier')).length
  return { bodies: contributions.length - suppliers, suppliers }
}

/** Whether the sources suffice for a freeze. */
export function hasEnoughSources(contributions: readonly EntropyContribution[]): boolean {
  const { bodies, suppliers } = countSources(contributions)
  return bodies >= MIN_BODIES && suppliers >= 1
}

/** Whose randomness is in, and how far each of them is. */
export function SourceTable({ draw }: { readonly draw: PublicDraw }) {
  const translate = useTranslate()
  const { bodies, suppliers } = countSources(draw.contributions)
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography variant="h3">{translate('draw.source.title')}</Typography>
      <CheckList
        label={translate('draw.source.title')}
        checks={[
          {
            key: 'bodies',
            state: bodies >= MIN_BODIES ? 'ok' : 'waiting',
            text: translate('draw.source.bodies', { count: bodies, needed: MIN_BODIES }),
          },
          {
            key: 'suppliers',
            state: suppliers > 0 ? 'ok' : 'waiting',
            text: translate('draw.source.suppliers', { count: suppliers }),
          },
        ]}
      />
      <RowTable
        rows={draw.contributions}
        rowKey={one => one.source + one.commitment}
        label={translate('draw.source.title')}
        empty={translate('draw.source.none')}
        columns={[
          { key: 'source', label: translate('field.source'), cell: one => <SourceCell of={one} /> },
          {
            key: 'commitment',
            label: translate('field.commitment'),
            cell: one => <code title={one.commitment}>{shortHash(one.commitment)}</code>,
          },
          {
            key: 'status',
            label: translate('field.status'),
            cell: one => <StatusChip status={sourceStatus(one, draw.status)} set="sourceStatus" />,
          },
          {
            key: 'value',
            label: translate('draw.source.value'),
            cell: one => (one.value === null ? '—' : <code title={one.value}>{shortHash(one.value)}</code>),
          },
          { key: 'revealed', label: translate('field.revealedAt'), cell: one => dateTime(one.revealedAt) },
        ]}
      />
    </Stack>
  )
}

function sourceStatus({ value }: EntropyContribution, drawStatus: string): string {
  if (value !== null) return 'revealed'
  if (drawStatus === 'drawn') return 'unrevealed'
  return drawStatus === 'frozen' ? 'awaited' : 'committed'
}

function SourceCell({ of }: { readonly of: EntropyContribution }) {
  const translate = useTranslate()
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'center', justifyContent: { xs: 'flex-end', sm: 'flex-start' } }}>
      {sourceName(of.source, translate)}
      {of.isOwn && <Chip size="small" label={translate('draw.source.own')} />}
    </Stack>
  )
}
