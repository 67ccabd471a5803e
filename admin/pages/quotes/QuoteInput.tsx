import { Box } from '@mui/material'
import { type KeyboardEvent, startTransition, useState } from 'react'

interface QuoteInputProps {
  readonly label: string
  readonly value: string
  readonly error: string | null
  readonly disabled: boolean
  readonly onChange: (value: string) => void
}

/** Enter goes on to the next price, as in a spreadsheet. */
function goOn(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== 'Enter') return
  const all = [...document.querySelectorAll<HTMLInputElement>('input[data-quote]')]
  all[all.indexOf(event.currentTarget) + 1]?.focus()
}

/** A price. What is typed shows at once; the table behind it, which may have hundreds of rows, follows. */
export function QuoteInput({ label, value, error, disabled, onChange }: QuoteInputProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  // The value changed from outside: a form was loaded, a quote was withdrawn.
  if (value !== known) {
    setKnown(value)
    setText(value)
  }
  function change(typed: string) {
    setText(typed)
    startTransition(() => {
      setKnown(typed)
      onChange(typed)
    })
  }
  return (
    <Box sx={{ display: 'inline-flex', flexDirection: 'column', alignItems: 'flex-end' }}>
      <Box
        component="input"
        data-quote
        aria-label={label}
        aria-invalid={error !== null}
        value={text}
        disabled={disabled}
        inputMode="decimal"
        autoComplete="off"
        onKeyDown={goOn}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => change(event.target.value)}
        sx={{
          width: 120,
          height: 30,
          px: 1,
          font: 'inherit',
          textAlign: 'right',
          color: 'text.primary',
          bgcolor: 'background.default',
          border: 1,
          borderColor: error ? 'error.main' : 'divider',
          borderRadius: '6px',
        }}
      />
      {error && (
        <Box
          component="span"
          role="alert"
          sx={{ color: 'error.main', fontSize: 12, whiteSpace: 'normal', maxWidth: 200 }}
        >
          {error}
        </Box>
      )}
    </Box>
  )
}
