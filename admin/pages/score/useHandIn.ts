import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Violation } from '../../contract/index.ts'
import { violationsOf } from '../../data/useRun.ts'
import { SUBMIT_SCORES } from '../../documents/reviewCommands.ts'
import { GIVE_REASONS } from '../../documents/scoreDesk.ts'
import { command } from '../../graphqlClient.ts'
import type { HandIn } from './handIn.ts'
import type { Desk } from './useDesk.ts'

/** Sheets a call: each batch stands or falls alone, and the progress moves. */
const SHEETS = 40
const REASONS = 200

interface Progress {
  readonly done: number
  readonly all: number
}

/** Hands in what is complete, batch after batch; what was handed in before a failure stays handed in. */
export function useHandIn(desk: Desk) {
  const translate = useTranslate()
  const [progress, setProgress] = useState<Progress | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [violations, setViolations] = useState<readonly Violation[]>([])
  async function send({ sheets, reasons }: HandIn): Promise<boolean> {
    setRunning(true)
    setViolations([])
    try {
      if (!(await desk.autosave.flush())) {
        setViolations([{ code: 'unsaved', path: null, message: translate('score.submit.unsaved') }])
        return false
      }
      for (let at = 0; at < sheets.length; at += SHEETS) {
        setProgress({ done: at, all: sheets.length })
        await command('submitScores', SUBMIT_SCORES, { sheets: sheets.slice(at, at + SHEETS) })
      }
      setProgress({ done: sheets.length, all: sheets.length })
      for (let at = 0; at < reasons.length; at += REASONS)
        await command('giveReasons', GIVE_REASONS, { reasons: reasons.slice(at, at + REASONS) })
      return true
    } catch (error) {
      setViolations(violationsOf(error, translate('app.outage')))
      return false
    } finally {
      await desk.reload().catch(() => undefined)
      setRunning(false)
    }
  }
  return { send, progress, isRunning, violations }
}
