import { useTranslate } from 'ra-core'
import type { PoolCount } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { DRAW_POOL } from '../documents/review.ts'
import { whole } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'

/** The pool of a tender's draw as it would be frozen now. */
export const usePool = (tenderId: string) =>
  useAsk<{ drawPool: readonly PoolCount[] }>(DRAW_POOL, { tenderId }, { everyMs: 10_000 })

/** Strata and quotas of the rules with who is there to be drawn. */
export function PoolTable({ tenderId }: { readonly tenderId: string }) {
  return <AskState asked={usePool(tenderId)}>{({ drawPool }) => <PoolRows pool={drawPool} />}</AskState>
}

function PoolRows({ pool }: { readonly pool: readonly PoolCount[] }) {
  const translate = useTranslate()
  const figure = (key: 'quota' | 'known' | 'recused' | 'insiders' | 'insideSeats' | 'eligible') => ({
    key,
    label: translate(`draw.pool.${key}`),
    cell: (row: PoolCount) => whole(row[key]),
    numeric: true,
  })
  return (
    <RowTable
      rows={pool}
      rowKey={row => row.specialty}
      label={translate('draw.pool.title')}
      empty={translate('draw.pool.none')}
      columns={[
        { key: 'stratum', label: translate('field.stratum'), cell: row => row.name },
        figure('quota'),
        figure('known'),
        figure('recused'),
        figure('insiders'),
        figure('insideSeats'),
        figure('eligible'),
        {
          key: 'verdict',
          label: translate('field.status'),
          cell: row => <StatusChip status={row.eligible >= row.quota ? 'enough' : 'short'} set="poolStatus" />,
        },
      ]}
    />
  )
}
