import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { useRef, useState } from 'react'
import type { Declaration, Violation } from '../../contract/index.ts'
import type { ReceiptFile } from '../../crypto/receipt.ts'
import { violationsOf } from '../../data/useRun.ts'
import { RefusalError } from '../../graphqlClient.ts'
import { ReceiptError } from './entryReceipts.ts'
import type { CheckedRound, SealedQuote } from './sealQuote.ts'
import { submitQuote } from './submitQuote.ts'

/** Envelopes handed in without an answer yet, by what they were made from; kept until the page is left. */
export type Attempts = Map<string, SealedQuote>

/** One quote to be handed in. */
export interface Submission {
  readonly declaration: Declaration
  /** Names what is sealed: a retry under the same name sends the same envelope again. */
  readonly name: string
  readonly seal: () => Promise<SealedQuote>
}

export interface Sealing {
  readonly isRunning: boolean
  /** Checked receipts by declaration. */
  readonly receipts: ReadonlyMap<string, ReceiptFile>
  readonly violations: readonly Violation[]
  readonly seal: () => Promise<void>
}

/** The platform takes many envelopes in one commit; more at once would only wait in the browser. */
const AT_ONCE = 6

/**
 * Seals quotes and hands them in, several at a time. A lost answer loses nothing: the retry sends the same envelope
 * under the same idempotency key. One that is refused does not hold up the others.
 */
export function useSealing(
  checked: CheckedRound,
  submissions: readonly Submission[],
  attempts: Attempts,
  onReceipt: (id: string, receipt: ReceiptFile) => void,
): Sealing {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const [isRunning, setRunning] = useState(false)
  const [receipts, setReceipts] = useState<ReadonlyMap<string, ReceiptFile>>(new Map())
  const [violations, setViolations] = useState<readonly Violation[]>([])
  const done = useRef(new Map<string, ReceiptFile>())

  async function sealOne({ declaration, name, seal }: Submission): Promise<void> {
    const key = `${checked.round.policyHash}/${name}`
    const quote = attempts.get(key) ?? (await seal())
    attempts.set(key, quote)
    try {
      const receipt = await submitQuote(checked, quote)
      attempts.delete(key)
      done.current.set(declaration.id, receipt)
      setReceipts(new Map(done.current))
      onReceipt(declaration.id, receipt)
    } catch (error) {
      // Refused for good: the next try seals anew, after whatever the platform holds by then.
      if (error instanceof RefusalError) attempts.delete(key)
      throw error
    }
  }

  async function seal() {
    setRunning(true)
    setViolations([])
    const found: Violation[] = []
    const waiting = submissions.filter(one => !done.current.has(one.declaration.id))
    async function work() {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
        try {
          await sealOne(one)
        } catch (error) {
          found.push(...reasonsOf(error, one.declaration, translate))
        }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    setViolations(found)
    await queryClient.invalidateQueries()
    setRunning(false)
  }
  return { isRunning, receipts, violations, seal }
}

type Translate = (key: string, options?: Record<string, unknown>) => string

/** Why one quote was not handed in, under its lot's code. */
function reasonsOf(error: unknown, { lot }: Declaration, translate: Translate): readonly Violation[] {
  const path = lot.code
  if (error instanceof ReceiptError) {
    const faults = error.faults.map(fault => translate(`quote.receiptFault.${fault}`)).join('')
    return [{ code: 'receipt', path, message: `${translate('error.receipt')}${faults}` }]
  }
  return violationsOf(error, translate('app.outage')).map(violation => ({
    ...violation,
    path,
    message: translate(violation.message, { _: violation.message }),
  }))
}
