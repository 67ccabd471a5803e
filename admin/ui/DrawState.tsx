import { Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Draw } from '../contract/index.ts'
import { dateTime, shortHash } from '../formats.ts'
import { Facts } from './Facts.tsx'
import { JsonView } from './JsonView.tsx'
import { RowTable } from './RowTable.tsx'
import { StatusChip } from './StatusChip.tsx'

/** A draw as it stands: strata, whose randomness is in, who was drawn. */
export function DrawState({ draw }: { readonly draw: Draw }) {
  const translate = useTranslate()
  return (
    <Stack sx={{ gap: 2 }}>
      <Facts
        facts={[
          [translate('page.draw.strata'), <JsonView key="strata" value={draw.strata} />],
          [translate('field.manifestHash'), <code key="hash">{shortHash(draw.manifestHash)}</code>],
          [translate('page.draw.frozenAt'), dateTime(draw.frozenAt)],
          [translate('page.draw.drawnAt'), dateTime(draw.drawnAt)],
        ]}
      />
      <RowTable
        rows={draw.contributions}
        rowKey={one => one.source}
        label={translate('page.draw.contributions')}
        empty={translate('page.draw.noContributions')}
        columns={[
          { key: 'source', label: translate('field.source'), cell: one => one.source },
          {
            key: 'commitment',
            label: translate('field.commitment'),
            cell: one => <code>{shortHash(one.commitment)}</code>,
          },
          { key: 'revealed', label: translate('field.revealedAt'), cell: one => dateTime(one.revealedAt) },
        ]}
      />
      {draw.drawnExperts.length > 0 && (
        <RowTable
          rows={draw.drawnExperts}
          rowKey={one => one.expert.id}
          label={translate('page.draw.result')}
          empty=""
          columns={[
            { key: 'stratum', label: translate('field.stratum'), cell: one => one.stratum },
            { key: 'ordinal', label: translate('field.ordinal'), cell: one => one.ordinal, numeric: true },
            { key: 'code', label: translate('field.code'), cell: one => one.expert.code },
            { key: 'name', label: translate('field.expert'), cell: one => one.expert.name },
            { key: 'employer', label: translate('field.employer'), cell: one => one.expert.employer },
            {
              key: 'status',
              label: translate('field.status'),
              cell: one => <StatusChip status={one.status} set="drawnStatus" />,
            },
          ]}
        />
      )}
    </Stack>
  )
}
