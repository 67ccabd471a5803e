import { Button, Checkbox, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import type { AnswerInput } from '../../contract/index.ts'
import { useRun } from '../../data/useRun.ts'
import { ANSWER_INDICATORS } from '../../documents/reviewCommands.ts'
import { answerText } from '../../review/answerText.ts'
import { RowTable } from '../../ui/RowTable.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { answerKey } from './answerValue.ts'
import type { Desk } from './deskState.ts'
import { subjectsOf } from './subjects.ts'

interface ChangeTableProps {
  readonly desk: Desk
  readonly changes: readonly AnswerInput[]
  readonly title: string
  /** What to know about a change before it is taken, by its key. */
  readonly notes?: ReadonlyMap<string, string>
  /** What else is recorded, after the answers that were chosen. */
  readonly andThen?: (chosen: readonly AnswerInput[]) => Promise<boolean>
  readonly done: () => void
}

const keyOf = (change: AnswerInput) => answerKey(change.subjectKey, change.indicatorCode)

/** Answers that would be written over others: before and after, all or those that are chosen; nothing is saved before. */
export function ChangeTable({ desk, changes, title, notes, andThen, done }: ChangeTableProps) {
  const translate = useTranslate()
  const { run, isRunning, violations } = useRun()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const names = new Map(
    INDICATOR_LEVELS.flatMap(level => subjectsOf(level, desk.live, translate)).map(({ key, name }) => [key, name]),
  )
  const chosen = changes.filter(change => !left.has(keyOf(change)))
  const textOf = (change: AnswerInput, value: unknown) => {
    const indicator = desk.indicators.find(one => one.code === change.indicatorCode)
    return indicator ? answerText(indicator, value, translate) : String(value)
  }
  function toggle(key: string) {
    const next = new Set(left)
    if (!next.delete(key)) next.add(key)
    setLeft(next)
  }
  async function save() {
    const sent = chosen.map(({ indicatorCode, subjectKey, value }) => ({ indicatorCode, subjectKey, value }))
    const saved = await run('answerIndicators', ANSWER_INDICATORS, { tenderId: desk.tender.id, answers: sent })
    if (saved !== null && (!andThen || (await andThen(chosen)))) done()
  }
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography role="status">{title}</Typography>
      {changes.length > 0 && (
        <RowTable
          rows={changes}
          rowKey={keyOf}
          label={title}
          empty={title}
          maxHeight={420}
          columns={[
            {
              key: 'chosen',
              label: translate('declare.take'),
              cell: change => (
                <Checkbox
                  size="small"
                  checked={!left.has(keyOf(change))}
                  onChange={() => toggle(keyOf(change))}
                  slotProps={{ input: { 'aria-label': `${names.get(change.subjectKey)} ${change.indicatorCode}` } }}
                />
              ),
            },
            {
              key: 'subject',
              label: translate('field.subject'),
              cell: change => names.get(change.subjectKey) ?? change.subjectKey,
            },
            {
              key: 'indicator',
              label: translate('field.indicator'),
              wrap: true,
              cell: change => (
                <>
                  {change.indicatorCode}
                  {notes?.has(keyOf(change)) && (
                    <Typography variant="body2" color="warning">
                      {notes.get(keyOf(change))}
                    </Typography>
                  )}
                </>
              ),
            },
            {
              key: 'before',
              label: translate('declare.before'),
              wrap: true,
              cell: change => textOf(change, desk.answers.get(keyOf(change))?.value),
            },
            {
              key: 'after',
              label: translate('declare.after'),
              wrap: true,
              cell: change => textOf(change, change.value),
            },
          ]}
        />
      )}
      <ViolationList violations={violations} />
      <Stack direction="row" sx={{ gap: 1 }}>
        {chosen.length > 0 && (
          <Button variant="contained" onClick={save} disabled={isRunning} loading={isRunning}>
            {translate('declare.saveChanges', { count: chosen.length })}
          </Button>
        )}
        <Button onClick={done}>{translate('ra.action.cancel')}</Button>
      </Stack>
    </Stack>
  )
}
