import type { Anchor } from '#domain/auditLog.ts'
import { hex } from '#domain/bytes.ts'
import type { Receipt } from '../../contract/index.ts'
import { checkReceipt, RECEIPT_KIND, type ReceiptFault, type ReceiptFile, readAnchor } from '../../crypto/receipt.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { SUBMIT_BID } from '../../documents/bidCommands.ts'
import { command } from '../../graphqlClient.ts'
import { toBase64 } from '../../randomness.ts'
import type { CheckedRound, SealedQuote } from './sealQuote.ts'

/** The platform answered, but its receipt proves nothing. */
export class ReceiptError extends Error {
  readonly faults: readonly ReceiptFault[]

  constructor(faults: readonly ReceiptFault[]) {
    super('error.receipt')
    this.name = 'ReceiptError'
    this.faults = faults
  }
}

/**
 * Hands an envelope in. It counts as handed in only when the receipt names the leaf computed here and proves, under the
 * log's key of the policy, that the log carries it.
 * @throws RefusalError when refused; ReceiptError for a receipt that does not hold; HttpError after an outage
 */
export async function submitQuote({ round, policy }: CheckedRound, quote: SealedQuote): Promise<ReceiptFile> {
  const { declaration, envelope, idempotencyKey, leaf } = quote
  const receipt = await command<Receipt>('submitBid', SUBMIT_BID, {
    roundId: round.id,
    declarationId: declaration.id,
    envelope: toBase64(envelope),
    idempotencyKey,
  })
  const { anchor, checkpoint } = receipt
  const faults = await checkReceipt(
    { ownLeaf: leaf, leaf: receipt.leaf, anchor, checkpoint, logKey: policy.logKey },
    webCrypto,
  )
  const proven = readAnchor(anchor)
  if (faults.length > 0 || proven === null) throw new ReceiptError(faults)
  return receiptFile({ round, policy }, quote, receipt, proven)
}

async function receiptFile(
  { round, policy }: CheckedRound,
  quote: SealedQuote,
  receipt: Receipt,
  { row, proof }: Anchor,
): Promise<ReceiptFile> {
  const { declaration, envelope } = quote
  return {
    kind: RECEIPT_KIND,
    tender: policy.tender,
    round: policy.round,
    lot: declaration.lot.code,
    supplier: declaration.supplier.code,
    seq: receipt.seq,
    leaf: receipt.leaf,
    envelopeHash: hex(await webCrypto.sha256(envelope)),
    policyHash: round.policyHash ?? '',
    submittedAt: receipt.submittedAt,
    logKey: policy.logKey,
    row,
    proof,
    checkpoint: receipt.checkpoint,
  }
}
