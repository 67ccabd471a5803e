import { useQueryClient } from '@tanstack/react-query'
import { useNotify, useTranslate } from 'ra-core'
import { useCallback, useRef, useState } from 'react'
import type { Violation } from '../contract/index.ts'
import { command, ProposedError, RefusalError, type Variables } from '../graphqlClient.ts'

/** Runs one command at a time and keeps what came of it. */
export interface Run {
  readonly isRunning: boolean
  readonly violations: readonly Violation[]
  readonly clear: () => void
  /** The success, or null after a refusal or an error, which is then in `violations`. */
  readonly run: <T>(verb: string, document: string, variables: Variables) => Promise<T | null>
  /** The last act waits for its second person: nothing was refused, and nothing is done yet. */
  readonly wasProposed: () => boolean
}

const NONE: readonly Violation[] = []

/** What an act that failed tells: the reasons of a refusal, or an outage in words. */
export function violationsOf(error: unknown, fallback: string): readonly Violation[] {
  if (error instanceof RefusalError) return error.violations
  const message = error instanceof Error && error.message !== '' ? error.message : fallback
  return [{ code: 'outage', path: null, message }]
}

/** A command of this screen: says what was recorded, or lists why it was refused; then everything shown is asked anew. */
export function useRun(): Run {
  const [isRunning, setRunning] = useState(false)
  const [violations, setViolations] = useState<readonly Violation[]>(NONE)
  const proposed = useRef(false)
  const queryClient = useQueryClient()
  const notify = useNotify()
  const translate = useTranslate()
  const run = useCallback(
    async <T>(verb: string, document: string, variables: Variables): Promise<T | null> => {
      setRunning(true)
      setViolations(NONE)
      proposed.current = false
      try {
        const done = await command<T>(verb, document, variables)
        notify('app.recorded', { type: 'success', messageArgs: { verb: translate(`verb.${verb}.label`) } })
        await queryClient.invalidateQueries()
        return done
      } catch (error) {
        if (error instanceof ProposedError) {
          proposed.current = true
          notify('app.proposed', { type: 'info', messageArgs: { verb: translate(`verb.${verb}.label`) } })
          await queryClient.invalidateQueries()
          return null
        }
        setViolations(violationsOf(error, translate('app.outage')))
        return null
      } finally {
        setRunning(false)
      }
    },
    [notify, queryClient, translate],
  )
  const clear = useCallback(() => setViolations(NONE), [])
  const wasProposed = useCallback(() => proposed.current, [])
  return { isRunning, violations, clear, run, wasProposed }
}
