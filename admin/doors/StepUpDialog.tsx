import { Button, Dialog, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useState } from 'react'
import { onStepUp } from '../graphqlClient.ts'
import { DemoCode } from './DemoCode.tsx'
import { FactorForm } from './FactorForm.tsx'

/** Asks for the second factor when an act wants it fresh, and lets the act go on. */
export function StepUpDialog() {
  const translate = useTranslate()
  const [answer, setAnswer] = useState<{ readonly with: (passed: boolean) => void } | null>(null)
  useEffect(() => {
    onStepUp(() => new Promise<boolean>(resolve => setAnswer({ with: resolve })))
    return () => onStepUp(null)
  }, [])
  if (!answer) return null
  const end = (passed: boolean) => {
    setAnswer(null)
    answer.with(passed)
  }
  return (
    <Dialog open onClose={() => end(false)} fullWidth maxWidth="xs">
      <DialogTitle>{translate('door.stepUp')}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          <Typography color="textSecondary">{translate('door.stepUpHint')}</Typography>
          <FactorForm
            onPassed={() => end(true)}
            demo={fill => <DemoCode fill={fill} />}
            cancel={<Button onClick={() => end(false)}>{translate('ra.action.cancel')}</Button>}
          />
        </Stack>
      </DialogContent>
    </Dialog>
  )
}
