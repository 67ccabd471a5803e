import { Alert } from '@mui/material'
import { useTranslate } from 'ra-core'

/** A policy that must not be signed, nor sealed under. */
export function PolicyRefused({ faults }: { readonly faults: readonly string[] }) {
  const translate = useTranslate()
  return (
    <Alert severity="error" variant="outlined">
      {translate('ceremony.policyRefused')}
      <ul>
        {faults.map(fault => (
          <li key={fault}>{translate(`ceremony.policyFault.${fault}`)}</li>
        ))}
      </ul>
    </Alert>
  )
}
