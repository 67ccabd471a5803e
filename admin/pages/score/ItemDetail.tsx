import { Alert, Box, Chip, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useSyncExternalStore } from 'react'
import type { ExpertQuestion } from '../../contract/index.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { answerText, criterionText } from '../../review/answerText.ts'
import { proposalText } from '../../review/proposalText.ts'
import { Facts } from '../../ui/Facts.tsx'
import type { DeskItem } from './deskItem.ts'
import { isArbitration, isOpen, isReasonDue } from './deskItems.ts'
import type { DeskStore } from './deskStore.ts'
import { isUnreadable, wantsReason } from './entry.ts'
import { ItemButtons } from './ItemButtons.tsx'
import { PointsField } from './PointsField.tsx'
import { itemName } from './useDesk.ts'
import type { DeskActions } from './useDeskActions.ts'

interface ItemDetailProps {
  readonly store: DeskStore
  readonly actions: DeskActions
  readonly questions: readonly ExpertQuestion[]
  /** On a phone: back to the list. */
  readonly toList: (() => void) | null
  /** Where the evidence has no room of its own. */
  readonly toEvidence: (() => void) | null
}

/** The item in work: the criterion in words, the answer, the machine's proposal with its figures, the points. */
export const ItemDetail = memo(function ItemDetail(props: ItemDetailProps) {
  const { store } = props
  const item = useSyncExternalStore(store.subscribe, () => store.item(store.current))
  return item ? <Detail {...props} item={item} /> : null
})

function Detail({ store, actions, questions, toList, toEvidence, item }: ItemDetailProps & { item: DeskItem }) {
  const translate = useTranslate()
  const entry = useSyncExternalStore(store.subscribe, () => store.entry(item.key))
  const own = questions.filter(one => one.sheetId === item.sheet.id && one.indicatorCode === item.indicator.code)
  return (
    <Stack
      component="section"
      aria-label={itemName(item)}
      data-item={item.key}
      sx={{ gap: 1.25, p: { xs: 0.5, md: 1 } }}
    >
      <Head item={item} />
      <PointsField item={item} entry={entry} store={store} isBad={isUnreadable(item, entry)} />
      {(wantsReason(item, entry) || entry.reason !== '') && (
        <Alert
          severity={entry.reason.trim() === '' ? 'warning' : 'info'}
          variant="outlined"
          sx={{ overflowWrap: 'anywhere' }}
        >
          {entry.reason.trim() === ''
            ? translate(isReasonDue(item) ? 'score.said.reasonDue' : 'score.said.reason', {
                percent: item.reasonPercent,
              })
            : `${translate('field.reason')}：${entry.reason}`}
        </Alert>
      )}
      <ItemButtons
        act={actions.act}
        canWrite={store.isWritable && (isOpen(item) || isReasonDue(item))}
        isOpen={isOpen(item)}
        isBlank={entry.text === ''}
        isFlagged={entry.flagged}
        hasProposal={item.answer !== null && item.answer.proposedCenti !== null}
        files={item.answer?.evidence.length ?? 0}
        toList={toList}
        toEvidence={toEvidence}
      />
      <Rule item={item} />
      {item.clarification && (
        <Alert severity="info" variant="outlined">
          <strong>{translate('score.clarification')}</strong>
          <Box sx={{ whiteSpace: 'pre-wrap' }}>{item.clarification}</Box>
        </Alert>
      )}
      {own.map(one => (
        <Alert key={one.id} severity="info" variant="outlined">
          {one.text} → {one.answer ?? translate('score.question.open')}
        </Alert>
      ))}
    </Stack>
  )
}

const Head = memo(function Head({ item }: { readonly item: DeskItem }) {
  const translate = useTranslate()
  const { sheet, indicator } = item
  return (
    <Box>
      <Typography variant="body2" color="textSecondary">
        {sheet.supplierName} · {translate(`score.group.${sheet.subjectKey.split(':')[0]}`)}
        {sheet.subjectKey !== 'company' && ` · ${sheet.subjectName}`}
      </Typography>
      <Stack direction="row" sx={{ gap: 0.75, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="h2">{itemName(item)}</Typography>
        <Chip
          size="small"
          variant="outlined"
          label={translate(indicator.objective ? 'score.objective' : 'score.subjective')}
        />
        {sheet.panel && <Chip size="small" variant="outlined" label={translate('score.panel')} />}
        {isArbitration(sheet) && (
          <Chip size="small" color="warning" variant="outlined" label={translate('score.arbitration')} />
        )}
        {sheet.phase === 'second' && <Chip size="small" variant="outlined" label={translate('reviewPhase.second')} />}
      </Stack>
      {isArbitration(sheet) && (
        <Typography variant="body2" color="textSecondary">
          {translate('score.arbitrationText')}
        </Typography>
      )}
    </Box>
  )
})

const Rule = memo(function Rule({ item }: { readonly item: DeskItem }) {
  const translate = useTranslate()
  const { indicator, answer } = item
  const { rule } = indicator
  const locale = currentLocale()
  const basis = answer ?? { value: null, proposedCenti: null, rankedAmong: 0 }
  return (
    <Facts
      facts={[
        [translate('score.answer'), <strong key="a">{answerText(indicator, answer?.value, translate)}</strong>],
        [translate('score.proposalName'), proposalText(indicator, basis, translate)],
        [
          translate('score.criterion'),
          rule.type === 'tier' ? (
            <Box key="t" component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {rule.tiers.map(tier => (
                <Box
                  key={tier.code}
                  component="li"
                  sx={{ display: 'flex', gap: 1, fontWeight: tier.code === answer?.value ? 650 : 'inherit' }}
                >
                  <span style={{ flexGrow: 1, minWidth: 0 }}>
                    {tier.code === answer?.value ? '▶ ' : ''}
                    {tier.name[locale]}
                  </span>
                  <span style={{ whiteSpace: 'nowrap' }}>{tier.points}</span>
                </Box>
              ))}
            </Box>
          ) : (
            criterionText(indicator, translate)
          ),
        ],
        ...(indicator.evidence ? [[translate('score.asked'), indicator.evidence[locale]] as const] : []),
      ]}
    />
  )
})
