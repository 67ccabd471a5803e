import { Alert, Box, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Declaration, SealedBid } from '../../contract/index.ts'
import { checkReceiptFile, type ReceiptFault, type ReceiptFile, readReceipts } from '../../crypto/receipt.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { dateTime, whole } from '../../formats.ts'
import { type Check, CheckList } from '../../ui/CheckList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type FetchedReceipt, fetchReceipts } from './entryReceipts.ts'
import { FileDrop } from './FileDrop.tsx'
import { saveReceipts } from './QuoteState.tsx'
import type { CheckedRound } from './sealQuote.ts'

interface ReceiptPanelProps {
  readonly checked: CheckedRound
  readonly declarations: readonly Declaration[]
  readonly bids: readonly SealedBid[]
  readonly onReceipt: (declarationId: string, receipt: ReceiptFile) => void
}

/** Checks receipts again, at any later time, against the log's key of the policy: saved ones, and such as are made anew. */
export function ReceiptPanel({ checked, declarations, bids, onReceipt }: ReceiptPanelProps) {
  const translate = useTranslate()
  const [checks, setChecks] = useState<readonly Check[] | null>(null)
  const [files, setFiles] = useState<readonly ReceiptFile[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const judgeAll = (all: readonly ReceiptFile[]) =>
    Promise.all(all.map((one, i) => judge(one, i, checked, bids, translate)))
  async function load(file: File) {
    const receipts = readReceipts(await file.text())
    setFault(receipts === null ? 'quote.check.unread' : null)
    setFiles([])
    setChecks(receipts && (await judgeAll(receipts)))
  }
  async function fetch() {
    setRunning(true)
    setFault(null)
    try {
      const fetched = await fetchReceipts(checked, declarations)
      const held = fetched.flatMap(({ file }) => file ?? [])
      // Entries come in order: the last of a declaration is the one in its row.
      for (const { bid, file } of fetched) if (file) onReceipt(bid.declarationId, file)
      const bad = fetched.filter(({ file }) => file === null).map(one => refused(one, translate))
      setFiles(held)
      setChecks([...bad, ...(await judgeAll(held))])
    } catch {
      setFault('app.outage')
    } finally {
      setRunning(false)
    }
  }
  return (
    <Panel
      title={translate('quote.check.title')}
      hint={translate('quote.check.hint')}
      actions={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          <Button variant="outlined" onClick={fetch} loading={isRunning} disabled={bids.length === 0}>
            {translate('quote.check.fetch')}
          </Button>
          <FileDrop label={translate('quote.check.choose')} accept=".json" onFile={load} />
        </Stack>
      }
    >
      {fault && <Alert severity="error">{translate(fault)}</Alert>}
      {checks && <CheckList checks={checks} label={translate('quote.check.title')} />}
      {files.length > 0 && (
        <Box sx={{ mt: 1.5 }}>
          <Button variant="contained" onClick={() => saveReceipts(files)}>
            {translate('quote.saveReceipts', { count: files.length })}
          </Button>
        </Box>
      )}
    </Panel>
  )
}

type Translate = (key: string, options?: Record<string, unknown>) => string

const reasonsOf = (faults: readonly ReceiptFault[], translate: Translate): string =>
  faults.map(fault => translate(`quote.receiptFault.${fault}`)).join('')

/** A receipt made anew that proves nothing. */
function refused({ bid, lot, faults }: FetchedReceipt, translate: Translate): Check {
  const about = translate('quote.check.about', { lot, seq: bid.seq, time: dateTime(bid.submittedAt) })
  return { key: bid.id, state: 'bad', text: `${about}：${translate('error.receipt')}${reasonsOf(faults, translate)}` }
}

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
  if (faults.length > 0) return { key, state: 'bad', text: `${about}：${reasonsOf(faults, translate)}` }
  const index = whole(file.row.index)
  const standing = standingOf(file, bids)
  const text = `${about}：${translate('quote.check.holds', { index })}${translate(`quote.check.${standing}`)}`
  return { key, state: standing === 'current' ? 'ok' : 'warn', text }
}

type Standing = 'current' | 'withdrawn' | 'stale' | 'superseded' | 'missing'

/** What has become of the entry since. */
function standingOf(file: ReceiptFile, bids: readonly SealedBid[]): Standing {
  const bid = bids.find(one => one.leaf === file.leaf)
  if (!bid) return 'missing'
  if (bids.some(one => one.declarationId === bid.declarationId && one.seq > bid.seq)) return 'superseded'
  if (bid.withdrawn) return 'withdrawn'
  return bid.isStale ? 'stale' : 'current'
}
