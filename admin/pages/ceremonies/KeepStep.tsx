import { Button, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'

interface KeepStepProps {
  /** Makes the value and hands over its file; gets the words that the person adds. */
  readonly onMake: (words: string) => void
  readonly isMade: boolean
}

const WORDS_MAX = 200

/** The first step of a contribution: make the value, keep its file. */
export function KeepStep({ onMake, isMade }: KeepStepProps) {
  const translate = useTranslate()
  const [words, setWords] = useState('')
  return (
    <Stack sx={{ gap: 1, alignItems: 'flex-start', width: '100%' }}>
      <Typography variant="h3">{translate('page.entropy.step1')}</Typography>
      <TextField
        label={translate('page.entropy.value')}
        value={words}
        onChange={event => setWords(event.target.value)}
        helperText={translate('page.entropy.valueHint')}
        slotProps={{ htmlInput: { maxLength: WORDS_MAX } }}
        sx={{ width: 480, maxWidth: '100%' }}
      />
      <Button variant={isMade ? 'outlined' : 'contained'} size="large" onClick={() => onMake(words.trim())}>
        {translate('page.entropy.keep')}
      </Button>
    </Stack>
  )
}
