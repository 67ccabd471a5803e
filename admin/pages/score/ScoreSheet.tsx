import { Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { RulePack } from '#domain/rulePack.ts'
import type { ReviewSheet, ScoreInput } from '../../contract/index.ts'
import { useRun } from '../../data/useRun.ts'
import { SUBMIT_SCORES } from '../../documents/reviewCommands.ts'
import { points, whole } from '../../formats.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { ScoreRow } from './ScoreRow.tsx'
import { EMPTY_SCORE, pointsText, type ScoreItem, type TypedScore, toScore } from './scoreDraft.ts'

interface ScoreSheetProps {
  readonly sheet: ReviewSheet
  readonly rules: RulePack
  readonly left: number
  readonly isOpen: boolean
  readonly onDone: () => void
}

function itemsOf(sheet: ReviewSheet, rules: RulePack): readonly ScoreItem[] {
  return rules.indicators
    .filter(indicator => sheet.indicatorCodes.includes(indicator.code))
    .map(indicator => ({ indicator, answer: sheet.answers.find(one => one.indicatorCode === indicator.code) }))
}

function startScores(sheet: ReviewSheet): ReadonlyMap<string, TypedScore> {
  return new Map(
    sheet.scores.map(score => [
      score.indicatorCode,
      { points: pointsText(score.pointsCenti), reason: score.reason ?? '' },
    ]),
  )
}

/** Criterion, answer and proposal beside the points. Enter takes the proposal and goes on; arrows move up and down. */
export function ScoreSheet({ sheet, rules, left, isOpen, onDone }: ScoreSheetProps) {
  const translate = useTranslate()
  const { run, isRunning, violations } = useRun()
  const [typed, setTyped] = useState(() => startScores(sheet))
  const list = useRef<HTMLOListElement>(null)
  const submit = useRef<HTMLButtonElement>(null)
  const items = itemsOf(sheet, rules)
  const { reasonPercent } = rules.review
  const scores = items.flatMap((item): ScoreInput[] => {
    const score = toScore(item, typed.get(item.indicator.code) ?? EMPTY_SCORE, reasonPercent)
    return score ? [score] : []
  })
  const isComplete = scores.length === items.length
  const total = scores.reduce((sum, score) => sum + score.pointsCenti, 0)
  function change(code: string, part: Partial<TypedScore>) {
    setTyped(old => new Map(old).set(code, { ...(old.get(code) ?? EMPTY_SCORE), ...part }))
  }
  function focus(at: number) {
    const inputs = list.current?.querySelectorAll<HTMLInputElement>('input[data-points]')
    const input = inputs?.item(at)
    if (input) input.select()
    // The button wakes up when the last points are in, that is after this key press has been drawn.
    else if (at > 0) setTimeout(() => submit.current?.focus())
  }
  function onKey(event: KeyboardEvent, at: number, item: ScoreItem) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      focus(Math.max(0, event.key === 'ArrowDown' ? at + 1 : at - 1))
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    const { code } = item.indicator
    if (!typed.get(code)?.points) change(code, { points: pointsText(item.answer?.proposedCenti) })
    focus(at + 1)
  }
  async function send() {
    const sent = await run('submitScores', SUBMIT_SCORES, { sheets: [{ sheetId: sheet.id, scores }] })
    if (sent !== null) onDone()
  }
  return (
    <Panel
      title={`${sheet.supplierName} · ${sheet.subjectName}`}
      hint={translate('page.score.keys')}
      actions={
        isOpen && (
          <>
            <Typography>
              {translate('page.score.sum', {
                points: points(total),
                done: scores.length,
                all: items.length,
                left: whole(left),
              })}
            </Typography>
            <Button
              ref={submit}
              variant="contained"
              onClick={send}
              disabled={!isComplete || isRunning}
              loading={isRunning}
            >
              {translate('page.score.submit')}
            </Button>
          </>
        )
      }
    >
      <ViolationList violations={violations} />
      <ol ref={list} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {items.map((item, at) => (
          <ScoreRow
            key={item.indicator.code}
            item={item}
            typed={typed.get(item.indicator.code) ?? EMPTY_SCORE}
            reasonPercent={reasonPercent}
            isOpen={isOpen}
            isFirst={at === 0}
            onChange={part => change(item.indicator.code, part)}
            onKey={event => onKey(event, at, item)}
          />
        ))}
      </ol>
    </Panel>
  )
}
