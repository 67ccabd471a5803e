import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Indicator } from '#domain/indicators.ts'
import type { AnswerInput } from '../../contract/index.ts'
import { violationsOf } from '../../data/useRun.ts'
import { ANSWERS, DECLARATIONS } from '../../documents/review.ts'
import { ANSWER_INDICATORS } from '../../documents/reviewCommands.ts'
import { command } from '../../graphqlClient.ts'
import { answerFault, answerKey, toValue } from './answerValue.ts'

const PAUSE_MS = 700

/** Where a typed answer stands. */
export type SaveState = 'typing' | 'saving' | 'saved' | 'refused'

export interface Typed {
  readonly text: string
  readonly state: SaveState
  /** What the server said, or the fault that keeps it from being sent. */
  readonly message: string | null
}

export interface Autosave {
  readonly typed: ReadonlyMap<string, Typed>
  readonly change: (indicator: Indicator, subjectKey: string, text: string) => void
  /** Answers that are not safe on the server. */
  readonly unsaved: number
}

/** Answers are sent as they are typed, a pause after the last key; what is refused says so at its field. */
export function useAutosave(tenderId: string): Autosave {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState<ReadonlyMap<string, Typed>>(new Map())
  const waiting = useRef(new Map<string, AnswerInput>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const lane = useRef<Promise<void>>(Promise.resolve())
  const mark = useCallback((key: string, sent: AnswerInput | null, state: SaveState, message: string | null) => {
    setTyped(old => {
      const known = old.get(key)
      // A newer text is on its way: what came of the older one no longer matters.
      if (!known || (sent !== null && waiting.current.has(key))) return old
      return new Map(old).set(key, { ...known, state, message })
    })
  }, [])
  const send = useCallback(() => {
    const batch = [...waiting.current]
    waiting.current.clear()
    if (batch.length === 0) return
    lane.current = lane.current.then(async () => {
      // One by one, so that a refused answer does not hold its neighbours back.
      for (const [key, answer] of batch) {
        mark(key, answer, 'saving', null)
        try {
          await command('answerIndicators', ANSWER_INDICATORS, { tenderId, answers: [answer] })
          mark(key, answer, 'saved', null)
        } catch (error) {
          mark(key, answer, 'refused', violationsOf(error, translate('app.outage'))[0]?.message ?? null)
        }
      }
      await Promise.all(
        [
          ['ask', ANSWERS],
          ['all', DECLARATIONS],
        ].map(queryKey => queryClient.invalidateQueries({ queryKey })),
      )
    })
  }, [mark, queryClient, tenderId, translate])
  const change = useCallback(
    (indicator: Indicator, subjectKey: string, text: string) => {
      const key = answerKey(subjectKey, indicator.code)
      const fault = text.trim() === '' ? 'error.answer.empty' : answerFault(indicator, text)
      if (fault) waiting.current.delete(key)
      else waiting.current.set(key, { indicatorCode: indicator.code, subjectKey, value: toValue(indicator, text) })
      setTyped(old =>
        new Map(old).set(key, { text, state: fault ? 'refused' : 'typing', message: fault && translate(fault) }),
      )
      clearTimeout(timer.current)
      timer.current = setTimeout(send, PAUSE_MS)
    },
    [send, translate],
  )
  // Who leaves the page within the pause loses nothing.
  useEffect(() => send, [send])
  const unsaved = [...typed.values()].filter(one => one.state !== 'saved').length
  return { typed, change, unsaved }
}
