import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { RefusalError } from '../graphqlClient.ts'

/** One attempt at a door at a time, and in words what went wrong. */
export interface Try {
  readonly isRunning: boolean
  readonly error: string | null
  readonly attempt: (work: () => Promise<void>) => Promise<boolean>
}

/** Attempts of a form; `cancelled` is said when the browser's own dialog was closed. */
export function useTry(): Try {
  const translate = useTranslate()
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<string | null>(null)
  async function attempt(work: () => Promise<void>) {
    setRunning(true)
    setError(null)
    try {
      await work()
      return true
    } catch (failure) {
      setError(textOf(failure))
      return false
    } finally {
      setRunning(false)
    }
  }
  function textOf(failure: unknown): string {
    if (failure instanceof RefusalError) return failure.violations.map(violation => violation.message).join('\n')
    const isPasskey = failure instanceof Error && /NotAllowed|Abort|InvalidState|Security|WebAuthn/.test(failure.name)
    if (isPasskey) return translate('door.passkeyCancelled')
    return translate('app.outage')
  }
  return { isRunning, error, attempt }
}
