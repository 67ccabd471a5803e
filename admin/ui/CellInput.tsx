import { Box, Tooltip } from '@mui/material'

interface CellInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | null
  readonly width?: number
  readonly text?: boolean
  readonly disabled?: boolean
}

/** A plain input in a dense table; hundreds of them stay quick. The error is told in words, by colour and to readers. */
export function CellInput({
  label,
  value,
  onChange,
  error = null,
  width = 110,
  text = false,
  disabled,
}: CellInputProps) {
  const input = (
    <Box
      component="input"
      aria-label={label}
      aria-invalid={error !== null}
      value={value}
      disabled={disabled}
      inputMode={text ? 'text' : 'decimal'}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      sx={{
        width,
        height: 30,
        px: 1,
        font: 'inherit',
        textAlign: text ? 'left' : 'right',
        color: 'text.primary',
        bgcolor: 'background.default',
        border: 1,
        borderColor: error ? 'error.main' : 'divider',
        borderRadius: '6px',
      }}
    />
  )
  return error ? <Tooltip title={error}>{input}</Tooltip> : input
}
