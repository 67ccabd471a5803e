import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { formatDecimal } from '#domain/fraction.ts'
import { PRICE_STRATEGIES, type PricePolicy } from '#domain/policies.ts'
import { priceScore } from '#domain/priceScore.ts'
import { isFields } from '#domain/shape.ts'
import { money } from '../../formats.ts'
import { RowTable } from '../../ui/RowTable.tsx'
import { usePackEditor } from './PackEditor.tsx'
import { getIn } from './packPath.ts'

const CEILING_FEN = 10_000n
const PRICES_FEN = [5_500n, 6_500n, 7_500n, 9_500n]

/** The policy as typed, if it is one already. */
function policyOf(value: unknown): PricePolicy | null {
  if (!isFields(value)) return null
  const { fullScore, distancePercent, passLine } = value
  const strategy = PRICE_STRATEGIES.find(one => one === value.strategy)
  const numbers = [fullScore, distancePercent, passLine].every(one => Number.isSafeInteger(one))
  if (!strategy || !numbers) return null
  return {
    strategy,
    fullScore: Number(fullScore),
    distancePercent: Number(distancePercent),
    passLine: Number(passLine),
  }
}

/** The formula in words, and what it makes of four quotes, computed by the rule itself. */
export function PriceExample() {
  const translate = useTranslate()
  const { content } = usePackEditor()
  const policy = policyOf(getIn(content, ['price']))
  if (!policy) return null
  const field = { ceilingFen: CEILING_FEN, pricesFen: PRICES_FEN }
  return (
    <>
      <Typography sx={{ py: 1 }}>{translate(`page.rulePack.formula.${policy.strategy}`)}</Typography>
      <RowTable
        rows={PRICES_FEN}
        rowKey={price => String(price)}
        label={translate('page.rulePack.example', { ceiling: money(String(CEILING_FEN)) })}
        empty="—"
        columns={[
          {
            key: 'price',
            label: translate('page.rulePack.example', { ceiling: money(String(CEILING_FEN)) }),
            numeric: true,
            cell: price => money(String(price)),
          },
          {
            key: 'score',
            label: translate('page.rulePack.priceScore'),
            numeric: true,
            cell: price => formatDecimal(priceScore(price, field, policy), 2),
          },
        ]}
      />
    </>
  )
}
