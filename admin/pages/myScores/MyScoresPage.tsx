import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { subjectKey } from '#domain/declaration.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { ItemScore, ReviewRounds, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useAsk, useFirst } from '../../data/useAsk.ts'
import { CLARIFY_SCORES, ITEM_SCORES, REVIEW_ROUNDS } from '../../documents/reviewDesk.ts'
import { whole } from '../../formats.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { ItemTable } from './ItemTable.tsx'
import { itemKey, type JudgedItem, judgedItems } from './judgedItems.ts'
import { TotalTable } from './TotalTable.tsx'

/** A supplier's own scores with the experts' reasons, and what it contests of them. */
export default function MyScoresPage() {
  return <TaskFrame name="myScores">{tender => <Asked tender={tender} />}</TaskFrame>
}

function Asked({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const rounds = useFirst<ReviewRounds>('tenders', REVIEW_ROUNDS, { ids: [tender.id] })
  const scores = useAsk<{ itemScores: readonly ItemScore[] }>(ITEM_SCORES, { tenderId: tender.id })
  return (
    <AskState asked={rounds}>
      {found => (
        <AskState asked={scores}>
          {({ itemScores }) =>
            itemScores.length === 0 ? (
              <EmptyState text={translate('page.myScores.none')} />
            ) : (
              <Scores tender={tender} rounds={found} scores={itemScores} />
            )
          }
        </AskState>
      )}
    </AskState>
  )
}

interface ScoresProps {
  readonly tender: Tender
  readonly rounds: ReviewRounds | null
  readonly scores: readonly ItemScore[]
}

function Scores({ tender, rounds, scores }: ScoresProps) {
  const translate = useTranslate()
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map())
  const { indicators } = rulesOf(tender)
  const items = judgedItems(scores, indicators)
  const until = rounds?.reviewRounds.find(round => round.phase === 'first')?.clarifyUntil ?? null
  const isOpen = until !== null && rounds !== null && rounds.now < until && tender.scoreFreeze === null
  const contested = items.filter(item => (texts.get(itemKey(item)) ?? '').trim() !== '')
  const clarification = (item: JudgedItem) => ({
    subjectKey: subjectKey(item.indicator.level, item.score.varietyCode, item.score.lotCode),
    indicatorCode: item.indicator.code,
    text: (texts.get(itemKey(item)) ?? '').trim(),
  })
  return (
    <>
      <Panel
        title={translate(tender.scoreFreeze ? 'page.myScores.final' : 'page.myScores.first')}
        hint={
          isOpen ? (
            <>
              {translate('page.myScores.clarifyUntil')} <Countdown until={until} now={rounds.now} />
            </>
          ) : (
            translate(tender.scoreFreeze ? 'page.myScores.frozen' : 'page.myScores.closed')
          )
        }
        actions={
          isOpen && (
            <VerbButton
              verb="clarifyScores"
              document={CLARIFY_SCORES}
              disabled={contested.length === 0}
              variables={() => ({ tenderId: tender.id, clarifications: contested.map(clarification) })}
              facts={[
                [translate('figure.contested'), whole(contested.length)],
                ...contested.map(
                  item => [item.indicator.code, (texts.get(itemKey(item)) ?? '').trim()] as readonly [string, string],
                ),
              ]}
              onDone={() => setTexts(new Map())}
            />
          )
        }
      >
        <TotalTable tender={tender} scores={scores} />
      </Panel>
      <Panel title={translate('page.myScores.items')} hint={translate('page.myScores.noSubstance')} flush>
        <ItemTable
          items={items}
          texts={texts}
          isOpen={isOpen}
          onText={(item, text) => setTexts(old => new Map(old).set(itemKey(item), text))}
        />
      </Panel>
    </>
  )
}
