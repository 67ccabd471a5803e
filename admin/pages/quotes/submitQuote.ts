import type { Receipt } from '../../contract/index.ts'
import type { ReceiptFile } from '../../crypto/receipt.ts'
import { SUBMIT_BID } from '../../documents/bidCommands.ts'
import { command } from '../../graphqlClient.ts'
import { toBase64 } from '../../randomness.ts'
import { provenReceipt } from './entryReceipts.ts'
import type { CheckedRound, SealedQuote } from './sealQuote.ts'

/**
 * Hands an envelope in. It counts as handed in only when the receipt names the leaf computed here and proves, under the
 * log's key of the policy, that the log carries it.
 * @throws RefusalError when refused; ReceiptError for a receipt that does not hold; HttpError after an outage
 */
export async function submitQuote(checked: CheckedRound, quote: SealedQuote): Promise<ReceiptFile> {
  const { declaration, envelope, idempotencyKey } = quote
  const receipt = await command<Receipt>('submitBid', SUBMIT_BID, {
    roundId: checked.round.id,
    declarationId: declaration.id,
    envelope: toBase64(envelope),
    idempotencyKey,
  })
  const policyHash = checked.round.policyHash ?? ''
  return provenReceipt(checked, { declaration, bytes: envelope, policyHash }, receipt)
}
