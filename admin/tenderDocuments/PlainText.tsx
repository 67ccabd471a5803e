import { Typography } from '@mui/material'

/** A text as it was written: its lines kept, whatever looks like markup shown as the characters it is made of. */
export function PlainText({ text }: { readonly text: string }) {
  return (
    <Typography component="div" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxWidth: '75ch' }}>
      {text}
    </Typography>
  )
}
