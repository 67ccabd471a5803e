import { Alert } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { SealedBid } from '../../contract/index.ts'
import { checkReceiptFile, type ReceiptFile, readReceipts } from '../../crypto/receipt.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { dateTime, whole } from '../../formats.ts'
import { type Check, CheckList } from '../../ui/CheckList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { FileDrop } from './FileDrop.tsx'
import type { CheckedRound } from './sealQuote.ts'

interface ReceiptPanelProps {
  readonly checked: CheckedRound
  readonly bids: readonly SealedBid[]
}

/** Checks saved receipts again, at any later time, against the log's key of the policy. */
export function ReceiptPanel({ checked, bids }: ReceiptPanelProps) {
  const translate = useTranslate()
  const [checks, setChecks] = useState<readonly Check[] | null>(null)
  const [isUnread, setUnread] = useState(false)
  async function load(file: File) {
    const receipts = readReceipts(await file.text())
    setUnread(receipts === null)
    setChecks(receipts && (await Promise.all(receipts.map((one, i) => judge(one, i, checked, bids, translate)))))
  }
  return (
    <Panel
      title={translate('quote.check.title')}
      hint={translate('quote.check.hint')}
      actions={<FileDrop label={translate('quote.check.choose')} accept=".json" onFile={load} />}
    >
      {isUnread && <Alert severity="error">{translate('quote.check.unread')}</Alert>}
      {checks && <CheckList checks={checks} label={translate('quote.check.title')} />}
    </Panel>
  )
}

type Translate = (key: string, options?: Record<string, unknown>) => string

async function judge(
  file: ReceiptFile,
  i: number,
  { round, policy }: CheckedRound,
  bids: readonly SealedBid[],
  translate: Translate,
): Promise<Check> {
  const about = translate('quote.check.about', { lot: file.lot, seq: file.seq, time: dateTime(file.submittedAt) })
  const key = `${i}-${file.leaf}`
  if (file.tender !== policy.tender || file.round !== round.number)
    return { key, state: 'bad', text: `${about}：${translate('quote.check.elsewhere')}` }
  const faults = await checkReceiptFile(file, policy, webCrypto)
  if (faults.length > 0) {
    const reasons = faults.map(fault => translate(`quote.receiptFault.${fault}`)).join('')
    return { key, state: 'bad', text: `${about}：${reasons}` }
  }
  const index = whole(file.row.index)
  const standing = standingOf(file, bids)
  const text = `${about}：${translate('quote.check.holds', { index })}${translate(`quote.check.${standing}`)}`
  return { key, state: standing === 'current' ? 'ok' : 'warn', text }
}

/** What has become of the entry since. */
function standingOf(file: ReceiptFile, bids: readonly SealedBid[]): 'current' | 'stale' | 'superseded' | 'missing' {
  const bid = bids.find(one => one.leaf === file.leaf)
  if (!bid) return 'missing'
  if (bids.some(one => one.declarationId === bid.declarationId && one.seq > bid.seq)) return 'superseded'
  return bid.isStale ? 'stale' : 'current'
}
