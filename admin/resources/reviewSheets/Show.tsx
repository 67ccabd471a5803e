import { useRecordContext, useTranslate } from 'ra-core'
import type { ReviewSheet } from '../../contract/index.ts'
import { rulesOf, useTender } from '../../data/TenderContext.tsx'
import { points } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { answerText } from '../../review/answerText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'
import { UnlockButton } from './UnlockButton.tsx'

/** One score sheet: the answers it judges, and its scores once they may be seen. */
export function ReviewSheetShow() {
  return (
    <ResourceShow columns={COLUMNS} actions={<UnlockButton />}>
      <Items />
    </ResourceShow>
  )
}

function Items() {
  const sheet = useRecordContext<ReviewSheet>()
  const translate = useTranslate()
  const tender = useTender(sheet?.tenderId ?? null).data
  if (!sheet?.answers || !tender) return null
  const indicators = rulesOf(tender).indicators.filter(one => sheet.indicatorCodes.includes(one.code))
  const answerOf = (code: string) => sheet.answers.find(answer => answer.indicatorCode === code)
  const scoreOf = (code: string) => sheet.scores.find(score => score.indicatorCode === code)
  return (
    <Panel title={translate('page.score.items')} flush>
      <RowTable
        rows={indicators}
        rowKey={one => one.code}
        label={translate('page.score.items')}
        empty="—"
        columns={[
          { key: 'code', label: translate('field.code'), cell: one => one.code },
          { key: 'name', label: translate('field.indicator'), cell: one => one.name[currentLocale()] },
          {
            key: 'answer',
            label: translate('field.answer'),
            cell: one => answerText(one, answerOf(one.code)?.value, translate),
            wrap: true,
          },
          {
            key: 'proposal',
            label: translate('field.proposal'),
            cell: one => points(answerOf(one.code)?.proposedCenti),
            numeric: true,
          },
          {
            key: 'points',
            label: translate('field.points'),
            cell: one => points(scoreOf(one.code)?.pointsCenti),
            numeric: true,
          },
          {
            key: 'reason',
            label: translate('field.reason'),
            cell: one => scoreOf(one.code)?.reason ?? '—',
            wrap: true,
          },
        ]}
      />
    </Panel>
  )
}
