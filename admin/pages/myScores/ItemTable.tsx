import { TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { points, whole } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { specName } from '../../ui/names.ts'
import { RowTable } from '../../ui/RowTable.tsx'
import { itemKey, type JudgedItem } from './judgedItems.ts'

interface ItemTableProps {
  readonly items: readonly JudgedItem[]
  readonly texts: ReadonlyMap<string, string>
  readonly isOpen: boolean
  readonly onText: (item: JudgedItem, text: string) => void
}

/** Points, how they came about and what experts wrote; beside it the clarification, sent or being typed. */
export function ItemTable({ items, texts, isOpen, onText }: ItemTableProps) {
  const translate = useTranslate()
  return (
    <RowTable
      rows={items}
      rowKey={itemKey}
      label={translate('page.myScores.items')}
      empty={translate('page.myScores.none')}
      columns={[
        { key: 'subject', label: translate('field.subject'), cell: subjectOf },
        {
          key: 'indicator',
          label: translate('field.indicator'),
          cell: ({ indicator }) => `${indicator.code} ${indicator.name[currentLocale()]}`,
        },
        {
          key: 'points',
          label: translate('field.points'),
          numeric: true,
          cell: ({ score, indicator }) => `${points(score.pointsCenti)} / ${whole(indicator.points)}`,
        },
        {
          key: 'basis',
          label: translate('field.basis'),
          cell: ({ score }) => `${translate(`reviewPhase.${score.phase}`)} · ${translate(`basis.${score.basis}`)}`,
        },
        {
          key: 'reasons',
          label: translate('field.reason'),
          wrap: true,
          cell: ({ score }) => (score.reasons.length > 0 ? score.reasons.join('；') : '—'),
        },
        {
          key: 'clarification',
          label: translate('field.clarification'),
          wrap: true,
          cell: item => {
            if (item.score.clarification) return <Typography variant="body2">{item.score.clarification}</Typography>
            if (!isOpen) return '—'
            return (
              <TextField
                value={texts.get(itemKey(item)) ?? ''}
                onChange={event => onText(item, event.target.value)}
                size="small"
                multiline
                fullWidth
                maxRows={4}
                placeholder={translate('page.myScores.placeholder')}
                slotProps={{
                  htmlInput: {
                    maxLength: 1000,
                    'aria-label': `${translate('field.clarification')} ${subjectOf(item)} ${item.indicator.code}`,
                  },
                }}
                sx={{ minWidth: 200 }}
              />
            )
          },
        },
      ]}
    />
  )

  function subjectOf({ indicator, score, lots }: JudgedItem): string {
    if (indicator.level === 'spec')
      return specName({ grade: score.grade, variety: { name: score.varietyName } }, translate)
    const where = indicator.level === 'variety' ? score.varietyName : translate('page.myScores.company')
    return translate('page.myScores.usedIn', { subject: where, count: lots.length })
  }
}
