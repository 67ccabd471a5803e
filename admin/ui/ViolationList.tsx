import { Alert, AlertTitle, Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Violation } from '../contract/index.ts'

const SHOWN = 20

/** Every reason for a refusal, with the place in the input it concerns. */
export function ViolationList({ violations }: { readonly violations: readonly Violation[] }) {
  const translate = useTranslate()
  if (violations.length === 0) return null
  return (
    <Alert severity="error" variant="outlined">
      <AlertTitle>{translate('app.refused')}</AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {violations.slice(0, SHOWN).map(violation => (
          <li key={`${violation.code}-${violation.path}-${violation.message}`}>
            {violation.path && <b>{violation.path}：</b>}
            {violation.message}
          </li>
        ))}
      </Box>
      {violations.length > SHOWN && translate('app.andMore', { count: violations.length - SHOWN })}
    </Alert>
  )
}
