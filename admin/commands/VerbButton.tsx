import {
  Button,
  type ButtonProps,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  Typography,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ReactNode, useState } from 'react'
import { useMay } from '../data/useMe.ts'
import { useRun } from '../data/useRun.ts'
import type { Variables } from '../graphqlClient.ts'
import { type Fact, Facts } from '../ui/Facts.tsx'
import { ViolationList } from '../ui/ViolationList.tsx'

interface VerbButtonProps {
  /** The mutation's root field; its texts are verb.<name>.label and verb.<name>.review. */
  readonly verb: string
  readonly document: string
  /** What is sent; a function when it depends on the form inside the dialog. */
  readonly variables: Variables | (() => Variables | Promise<Variables>)
  /** Exactly what will be recorded. */
  readonly facts?: readonly Fact[]
  /** Inputs inside the dialog. */
  readonly children?: ReactNode
  /** The form inside is not complete yet. */
  readonly incomplete?: boolean
  /** Another text than verb.<name>.label when one verb serves several acts. */
  readonly label?: string
  readonly wide?: boolean
  readonly look?: ButtonProps['variant']
  readonly danger?: boolean
  /** Shown, but not yet to be used; the screen says why beside it. */
  readonly disabled?: boolean
  /** Confirms what somebody else proposed: shown also to those who could not have proposed it. */
  readonly confirming?: boolean
  readonly onDone?: (result: unknown) => void
}

/**
 * One button per verb of a clerk: shown to those who may, opens a review that states what will be recorded, and reports
 * what came of it. Screens decide whether the verb fits the present stage and do not render it otherwise.
 */
export function VerbButton(props: VerbButtonProps) {
  const { verb, label, look = 'contained', danger = false, disabled = false } = props
  const [isOpen, setOpen] = useState(false)
  const translate = useTranslate()
  const may = useMay(verb)
  if (!may && !props.confirming) return null
  return (
    <>
      <Button variant={look} color={danger ? 'error' : 'primary'} disabled={disabled} onClick={() => setOpen(true)}>
        {label ?? translate(`verb.${verb}.label`)}
      </Button>
      {isOpen && <VerbDialog {...props} close={() => setOpen(false)} />}
    </>
  )
}

function VerbDialog(props: VerbButtonProps & { readonly close: () => void }) {
  const { verb, document, variables, facts = [], children, incomplete = false, label, wide, onDone, close } = props
  const translate = useTranslate()
  const { run, isRunning, violations, wasProposed } = useRun()
  async function confirm() {
    const sent = typeof variables === 'function' ? await variables() : variables
    const done = await run<unknown>(verb, document, sent)
    if (done === null && !wasProposed()) return
    if (done !== null) onDone?.(done)
    close()
  }
  return (
    <Dialog open onClose={isRunning ? undefined : close} fullWidth maxWidth={wide ? 'lg' : 'sm'}>
      <DialogTitle>{label ?? translate(`verb.${verb}.label`)}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2, pt: 0.5 }}>
          <Typography color="textSecondary">{translate(`verb.${verb}.review`)}</Typography>
          {facts.length > 0 && <Facts facts={facts} />}
          {children}
          <ViolationList violations={violations} />
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={close} disabled={isRunning}>
          {translate('ra.action.cancel')}
        </Button>
        <Button variant="contained" onClick={confirm} disabled={incomplete || isRunning} loading={isRunning}>
          {translate('app.confirmRecord')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
