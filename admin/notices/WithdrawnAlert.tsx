import { Alert } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Notice } from '../contract/index.ts'
import { dateTime } from '../formats.ts'

/** Says above a notice that it no longer stands, since when and why; it stays readable. */
export function WithdrawnAlert({ notice }: { readonly notice: Notice }) {
  const translate = useTranslate()
  if (!notice.withdrawnAt) return null
  return (
    <Alert severity="error">
      {translate('cases.withdrawn', { reason: notice.withdrawnReason ?? '' })}{' '}
      {translate('cases.withdrawnAt', { time: dateTime(notice.withdrawnAt) })}
    </Alert>
  )
}
