import { useQueryClient } from '@tanstack/react-query'
import { useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { PriceRound, Receipt, SealedBid, Violation } from '../../contract/index.ts'
import { SUBMIT_BID } from '../../documents/bidCommands.ts'
import { command, RefusalError } from '../../graphqlClient.ts'
import { lastBid, type Quote, type SealedQuote, sealQuote } from './sealQuote.ts'

/** Envelopes handed in without an answer yet, by round, declaration and price; kept until the page is left. */
export type Attempts = Map<string, SealedQuote>

interface Sealing {
  readonly isRunning: boolean
  /** Checked receipts by declaration. */
  readonly receipts: ReadonlyMap<string, Receipt>
  readonly violations: readonly Violation[]
  readonly seal: () => Promise<void>
}

/**
 * Seals quotes one by one and hands them in. A lost answer loses nothing: the retry sends the same envelope under the
 * same idempotency key. A quote counts as handed in only when the receipt names the leaf that this browser computed.
 */
export function useSealing(
  round: PriceRound,
  quotes: readonly Quote[],
  bids: readonly SealedBid[],
  attempts: Attempts,
): Sealing {
  const translate = useTranslate()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const [isRunning, setRunning] = useState(false)
  const [receipts, setReceipts] = useState<ReadonlyMap<string, Receipt>>(new Map())
  const [violations, setViolations] = useState<readonly Violation[]>([])

  async function sealOne([declaration, priceFen]: Quote): Promise<Receipt> {
    const key = `${round.id}/${declaration.id}/${priceFen}`
    const quote = attempts.get(key) ?? (await sealQuote(round, declaration, priceFen, lastBid(bids, declaration.id)))
    attempts.set(key, quote)
    const { leaf, ...sent } = quote
    try {
      const receipt = await command<Receipt>('submitBid', SUBMIT_BID, sent)
      if (receipt.leaf !== leaf) throw new Error('error.receipt')
      attempts.delete(key)
      return receipt
    } catch (error) {
      // Refused for good: the next try seals anew, after whatever the platform holds by then.
      if (error instanceof RefusalError) attempts.delete(key)
      throw error
    }
  }

  async function seal() {
    setRunning(true)
    setViolations([])
    const done = new Map(receipts)
    try {
      for (const quote of quotes.filter(([declaration]) => !done.has(declaration.id))) {
        done.set(quote[0].id, await sealOne(quote))
        setReceipts(new Map(done))
      }
      notify('app.recorded', { type: 'success', messageArgs: { verb: translate('verb.submitBid.label') } })
    } catch (error) {
      const message = error instanceof Error ? translate(error.message, { _: error.message }) : translate('app.outage')
      setViolations(error instanceof RefusalError ? error.violations : [{ code: 'outage', path: null, message }])
    } finally {
      await queryClient.invalidateQueries()
      setRunning(false)
    }
  }
  return { isRunning, receipts, violations, seal }
}
