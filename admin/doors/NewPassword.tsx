import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'

export const PASSWORD_MIN = 8

/** A new password, typed twice. */
export interface Typed {
  readonly next: string
  readonly again: string
}

export const NOTHING_TYPED: Typed = { next: '', again: '' }

/** Whether it may be sent. */
export const isTyped = ({ next, again }: Typed): boolean => next.length >= PASSWORD_MIN && next === again

interface NewPasswordProps {
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
}

/** Two fields for a new password; says when they differ. */
export function NewPassword({ typed, onChange }: NewPasswordProps) {
  const translate = useTranslate()
  const differs = typed.again !== '' && typed.next !== typed.again
  return (
    <>
      <TextField
        label={translate('account.next')}
        type="password"
        autoComplete="new-password"
        value={typed.next}
        onChange={event => onChange({ ...typed, next: event.target.value })}
        fullWidth
      />
      <TextField
        label={translate('account.again')}
        type="password"
        autoComplete="new-password"
        value={typed.again}
        onChange={event => onChange({ ...typed, again: event.target.value })}
        error={differs}
        helperText={differs ? translate('account.notTwice') : ''}
        fullWidth
      />
    </>
  )
}
