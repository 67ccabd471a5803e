import { Alert, AlertTitle, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { PriceRound } from '../../contract/index.ts'
import { dateTime, shortHash, whole } from '../../formats.ts'
import { saveFile } from '../../randomness.ts'
import { Facts } from '../../ui/Facts.tsx'
import type { LoadedKeys } from './KeyFileLoader.tsx'
import { type HandInReceipt, receiptText } from './useOpening.ts'

interface HandInDoneProps {
  readonly round: PriceRound
  readonly keys: LoadedKeys
  readonly receipt: HandInReceipt
}

/** The officer's work is done: what was handed in, to keep. */
export function HandInDone({ round, keys, receipt }: HandInDoneProps) {
  const translate = useTranslate()
  const [at] = useState(() => new Date().toISOString())
  return (
    <Stack sx={{ gap: 2, alignItems: 'flex-start' }}>
      <Alert severity="success" variant="outlined">
        <AlertTitle>{translate('ceremony.handedIn.title')}</AlertTitle>
        {translate('ceremony.handedIn.text')}
      </Alert>
      <Facts
        facts={[
          [translate('ceremony.handedIn.shares'), whole(receipt.shares)],
          [translate('ceremony.handedIn.complaints'), whole(receipt.complaints)],
          [translate('ceremony.handedIn.leftOut'), whole(receipt.leftOut)],
          [translate('field.manifestHash'), <code key="manifest">{shortHash(round.manifestHash)}</code>],
          [translate('ceremony.handedIn.at'), dateTime(at)],
        ]}
      />
      <Button
        variant="outlined"
        onClick={() =>
          saveFile(`hand-in-${keys.file.tender}-r${round.number}.json`, receiptText(round, keys, receipt, at))
        }
      >
        {translate('ceremony.handedIn.save')}
      </Button>
    </Stack>
  )
}
