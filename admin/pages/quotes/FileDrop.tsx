import { Box, Button } from '@mui/material'
import { type ChangeEvent, type DragEvent, type ReactNode, useState } from 'react'

interface FileDropProps {
  readonly label: string
  readonly accept: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
  readonly isRunning?: boolean
  readonly onFile: (file: File) => void
}

/** A button that chooses a file; a file may also be dropped on it. Nothing is sent anywhere. */
export function FileDrop({ label, accept, icon, disabled = false, isRunning = false, onFile }: FileDropProps) {
  const [isOver, setOver] = useState(false)
  function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file) onFile(file)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !disabled) onFile(file)
  }
  return (
    <Box
      component="span"
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{ outline: isOver ? '2px dashed' : 'none', outlineOffset: 4, borderRadius: 1 }}
    >
      <Button component="label" variant="outlined" startIcon={icon} disabled={disabled} loading={isRunning}>
        {label}
        <input type="file" accept={accept} hidden onChange={choose} />
      </Button>
    </Box>
  )
}
