import { Box, Stack, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { type DrawManifest, insideSeats } from '#domain/draw.ts'
import type { PublicDraw } from '../contract/index.ts'
import { dateTime, whole } from '../formats.ts'
import { CheckList } from '../ui/CheckList.tsx'
import { Facts } from '../ui/Facts.tsx'
import { HashGroups } from '../ui/Fingerprint.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { stratumNames } from './drawTexts.ts'
import { isManifestPublished, manifestOf } from './replay.ts'

/** Exactly what was frozen: its hash, checked here, the pools per stratum, and who stays out and on whose word. */
export function FrozenPanel({ draw }: { readonly draw: PublicDraw }) {
  const translate = useTranslate()
  const manifest = manifestOf(draw)
  const checked = useQuery({
    queryKey: ['manifest', draw.id, draw.manifestHash],
    queryFn: () => isManifestPublished(draw),
    enabled: manifest !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (draw.manifestHash === null) return null
  const state = checked.data === undefined ? 'waiting' : checked.data ? 'ok' : 'bad'
  return (
    <Panel title={translate('draw.frozen.title')} hint={translate('draw.frozen.hint')}>
      <Stack sx={{ gap: 2 }}>
        <Facts
          facts={[
            [translate('field.manifestHash'), <HashGroups key="hash" hex={draw.manifestHash} />],
            [translate('draw.frozen.at'), dateTime(draw.frozenAt)],
          ]}
        />
        {manifest === null ? (
          <Typography color="textSecondary">{translate('draw.frozen.later')}</Typography>
        ) : (
          <>
            <CheckList
              label={translate('draw.frozen.check')}
              checks={[{ key: 'hash', state, text: translate(`draw.frozen.is.${state}`) }]}
            />
            <Strata manifest={manifest} draw={draw} />
            <Recused manifest={manifest} />
          </>
        )}
      </Stack>
    </Panel>
  )
}

function Strata({ manifest, draw }: { readonly manifest: DrawManifest; readonly draw: PublicDraw }) {
  const translate = useTranslate()
  const names = stratumNames(draw)
  return (
    <Stack sx={{ gap: 1 }}>
      <RowTable
        rows={manifest.strata}
        rowKey={row => row.code}
        label={translate('draw.pool.title')}
        empty={translate('draw.pool.none')}
        columns={[
          { key: 'stratum', label: translate('field.stratum'), cell: row => names.get(row.code) ?? row.code },
          { key: 'quota', label: translate('draw.pool.quota'), cell: row => whole(row.quota), numeric: true },
          { key: 'pool', label: translate('draw.frozen.pool'), cell: row => whole(row.pool.length), numeric: true },
          {
            key: 'insiders',
            label: translate('draw.pool.insiders'),
            cell: row => whole(row.insiders.length),
            numeric: true,
          },
          {
            key: 'seats',
            label: translate('draw.pool.insideSeats'),
            cell: row => whole(insideSeats(row.quota)),
            numeric: true,
          },
        ]}
      />
      {manifest.strata.map(row => (
        <Labels
          key={row.code}
          title={translate('draw.frozen.labels', { stratum: names.get(row.code) ?? row.code, count: row.pool.length })}
          labels={row.pool}
        />
      ))}
    </Stack>
  )
}

function Labels({ title, labels }: { readonly title: string; readonly labels: readonly string[] }) {
  return (
    <Box component="details" sx={{ '& summary': { cursor: 'pointer' } }}>
      <summary>{title}</summary>
      <Box
        component="ul"
        sx={{ m: 0, mt: 1, p: 0, listStyle: 'none', columns: '330px', fontSize: 12, overflowWrap: 'anywhere' }}
      >
        {labels.map(label => (
          <li key={label}>
            <code>{label}</code>
          </li>
        ))}
      </Box>
    </Box>
  )
}

function Recused({ manifest }: { readonly manifest: DrawManifest }) {
  const translate = useTranslate()
  if (manifest.recusals.length === 0) return <Typography>{translate('draw.frozen.nobodyRecused')}</Typography>
  const counts = new Map<string, number>()
  for (const { reason } of manifest.recusals) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const words = [...counts].map(([reason, n]) => `${translate(`draw.recusal.${reason}`, { _: reason })} ${n}`)
  return (
    <Labels
      title={`${translate('draw.frozen.recused', { count: manifest.recusals.length })}（${words.join('，')}）`}
      labels={manifest.recusals.map(
        one => `${one.label} ${translate(`draw.recusal.${one.reason}`, { _: one.reason })}`,
      )}
    />
  )
}
