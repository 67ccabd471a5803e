import { MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'

interface ChoiceFieldProps {
  readonly label: string
  /** Empty: all. */
  readonly value: string
  readonly choose: (value: string) => void
  readonly options: readonly (readonly [value: string, text: string])[]
}

/** One of some values, or all of them: narrows a list. */
export function ChoiceField({ label, value, choose, options }: ChoiceFieldProps) {
  const translate = useTranslate()
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      sx={{ minWidth: 160 }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      onChange={event => choose(event.target.value)}
    >
      <MenuItem value="">{translate('similarity.all')}</MenuItem>
      {options.map(([key, text]) => (
        <MenuItem key={key} value={key}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  )
}
