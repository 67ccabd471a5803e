import { Alert, AlertTitle, Box, Checkbox, FormControlLabel } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ShareFound } from '../../crypto/shareWork.ts'
import { shortHash, whole } from '../../formats.ts'

interface BadCapsProps {
  readonly bad: readonly ShareFound[]
  readonly complain: boolean
  readonly onComplain: (complain: boolean) => void
}

const SHOWN = 10

/**
 * Envelopes that gave this officer no share. That is their sealer's doing, but proving it means laying open the officer's
 * private key of this round, so nobody does it without having read what it means.
 */
export function BadCaps({ bad, complain, onComplain }: BadCapsProps) {
  const translate = useTranslate()
  return (
    <Alert severity="warning" variant="outlined">
      <AlertTitle>{translate('ceremony.bad.title', { count: whole(bad.length) })}</AlertTitle>
      {translate('ceremony.bad.text')}
      <Box component="ul" sx={{ my: 1, pl: 2.5 }}>
        {bad.slice(0, SHOWN).map(one => (
          <li key={one.id}>
            <code>{shortHash(one.leaf)}</code>
          </li>
        ))}
        {bad.length > SHOWN && <li>{translate('app.andMore', { count: bad.length - SHOWN })}</li>}
      </Box>
      <FormControlLabel
        control={<Checkbox checked={complain} onChange={event => onComplain(event.target.checked)} />}
        label={translate('ceremony.bad.complain')}
      />
      <Box>{translate(complain ? 'ceremony.bad.laysOpen' : 'ceremony.bad.leavesOut')}</Box>
    </Alert>
  )
}
