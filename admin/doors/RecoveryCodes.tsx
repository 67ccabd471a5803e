import { Alert, Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onSaved: () => void
}

/** The codes for the day the phone is lost: shown once, saved as a file or copied by hand. */
export function RecoveryCodes({ codes, onSaved }: RecoveryCodesProps) {
  const translate = useTranslate()
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${translate('door.recoveryTitle')}\n${codes.join('\n')}\n`)}`
  return (
    <Stack sx={{ gap: 2 }}>
      <Typography variant="h2" component="h2">
        {translate('door.recoveryTitle')}
      </Typography>
      <Alert severity="warning" variant="outlined">
        {translate('door.recoveryHint')}
      </Alert>
      <Box
        component="ul"
        sx={{
          m: 0,
          p: 2,
          listStyle: 'none',
          display: 'grid',
          gridTemplateColumns: '1fr 1fr',
          gap: 1,
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          fontFamily: 'monospace',
          fontSize: 16,
          textAlign: 'center',
        }}
      >
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        <Button component="a" href={file} download="bencao-recovery-codes.txt" variant="outlined">
          {translate('door.recoveryFile')}
        </Button>
        <Button variant="contained" onClick={onSaved} sx={{ flexGrow: 1 }}>
          {translate('door.recoverySaved')}
        </Button>
      </Stack>
    </Stack>
  )
}
