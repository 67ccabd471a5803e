import { Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ChangeEvent, useState } from 'react'
import { type EntropyFile, readEntropyFile } from './entropyFile.ts'

interface EntropyFileInputProps {
  readonly tenderCode: string
  readonly label: string
  readonly onFile: (file: EntropyFile) => void
}

/** Chooses the file that keeps a contributor's value; nothing is sent. */
export function EntropyFileInput({ tenderCode, label, onFile }: EntropyFileInputProps) {
  const translate = useTranslate()
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const chosen = event.target.files?.[0]
    event.target.value = ''
    if (!chosen) return
    setName(chosen.name)
    const file = readEntropyFile(await chosen.text())
    const isOther = file !== null && file.tender !== tenderCode
    setFault(file === null ? 'page.entropy.badFile' : isOther ? 'page.entropy.otherTender' : null)
    if (file !== null && !isOther) onFile(file)
  }
  return (
    <Stack sx={{ gap: 1 }}>
      <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Button component="label" variant="outlined" size="large">
          {label}
          <input type="file" accept=".json,application/json" hidden onChange={choose} />
        </Button>
        {name && <Typography sx={{ overflowWrap: 'anywhere' }}>{name}</Typography>}
      </Stack>
      {fault && (
        <Typography color="error" role="alert">
          {translate(fault)}
        </Typography>
      )}
    </Stack>
  )
}
