import { Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { PriceRound, Tender } from '../../contract/index.ts'
import type { CheckedPolicy } from '../../crypto/policyCheck.ts'
import { shortHash } from '../../formats.ts'
import { CheckList } from '../../ui/CheckList.tsx'
import { FingerprintSheet } from '../../ui/FingerprintSheet.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PolicyRefused } from '../../ui/PolicyRefused.tsx'
import { RoundState } from '../../ui/RoundState.tsx'

interface PolicyPanelProps {
  readonly tender: Tender
  readonly round: PriceRound
  /** Undefined while the browser checks, or before there is a policy. */
  readonly checked: CheckedPolicy | undefined
}

const UNSIGNED = ['keying', 'signing']

/** What this browser has checked about the policy before it seals anything, and the officers' fingerprints. */
export function PolicyPanel({ tender, round, checked }: PolicyPanelProps) {
  const translate = useTranslate()
  const [isShown, setShown] = useState(false)
  const isUnsigned = UNSIGNED.includes(round.status)
  if (checked && !checked.ok && !isUnsigned) return <PolicyRefused faults={checked.faults} />
  const title = translate('page.round.title', { number: round.number })
  return (
    <Panel
      title={title}
      hint={isUnsigned ? translate('quote.policy.unsigned') : undefined}
      actions={
        <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {translate(isShown ? 'quote.policy.hide' : 'quote.policy.show')}
        </Button>
      }
    >
      <Stack sx={{ gap: 1.5 }}>
        {checked?.ok && !isUnsigned && (
          <CheckList
            label={translate('ceremony.checks')}
            checks={[
              {
                key: 'policy',
                state: 'ok',
                text: translate('quote.policy.checked', {
                  count: checked.policy.officers.length,
                  hash: shortHash(round.policyHash),
                }),
              },
              { key: 'log', state: 'ok', text: translate('quote.policy.pinned') },
            ]}
          />
        )}
        {isShown && (
          <>
            <RoundState round={round} now={tender.now} />
            <FingerprintSheet tender={tender} round={round} />
          </>
        )}
      </Stack>
    </Panel>
  )
}
