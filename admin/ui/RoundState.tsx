import { useTranslate } from 'ra-core'
import type { PriceRound } from '../contract/index.ts'
import { shortHash } from '../formats.ts'
import { Countdown } from './Countdown.tsx'
import { Facts } from './Facts.tsx'
import { RowTable } from './RowTable.tsx'
import { StatusChip } from './StatusChip.tsx'

interface RoundStateProps {
  readonly round: PriceRound
  readonly now: string
}

/** A price round as anybody in the room sees it: deadline, policy, whose keys and signatures are in. */
export function RoundState({ round, now }: RoundStateProps) {
  const translate = useTranslate()
  return (
    <>
      <Facts
        facts={[
          [translate('field.status'), <StatusChip key="status" status={round.status} />],
          [translate('field.closesAt'), <Countdown key="closes" until={round.closesAt} now={now} />],
          [translate('field.officersNeeded'), round.officersNeeded],
          [translate('field.policyHash'), <code key="policy">{shortHash(round.policyHash)}</code>],
          [translate('field.manifestHash'), <code key="manifest">{shortHash(round.manifestHash)}</code>],
          [translate('field.recordHash'), <code key="record">{shortHash(round.recordHash)}</code>],
        ]}
      />
      <RowTable
        rows={round.officerKeys}
        rowKey={key => String(key.ordinal)}
        label={translate('page.round.keys')}
        empty={translate('page.round.noKeys')}
        columns={[
          { key: 'ordinal', label: translate('field.ordinal'), cell: key => key.ordinal, numeric: true },
          { key: 'name', label: translate('field.officer'), cell: key => key.displayName },
          {
            key: 'body',
            label: translate('field.officerBody'),
            cell: key => translate(`officerBody.${key.body}`, { _: key.body }),
          },
          { key: 'key', label: translate('field.publicKey'), cell: key => <code>{shortHash(key.publicKey)}</code> },
          {
            key: 'signed',
            label: translate('field.policySigned'),
            cell: key => <StatusChip status={key.policySignature ? 'done' : 'pending'} set="signing" />,
          },
        ]}
      />
    </>
  )
}
