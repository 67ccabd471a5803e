import { Step, StepLabel, Stepper } from '@mui/material'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useTranslate } from 'ra-core'
import type { PublicDraw } from '../contract/index.ts'

const STEPS = ['prepare', 'commit', 'freeze', 'reveal', 'draw'] as const
const NEXT: Readonly<Record<string, number>> = { committing: 1, frozen: 3, drawn: STEPS.length }

/** Where the one draw stands. */
export function DrawSteps({ draw }: { readonly draw: Pick<PublicDraw, 'status'> | null }) {
  const translate = useTranslate()
  const isPhone = useMediaQuery('(max-width: 700px)')
  return (
    <Stepper
      activeStep={draw ? (NEXT[draw.status] ?? 0) : 0}
      orientation={isPhone ? 'vertical' : 'horizontal'}
      alternativeLabel={!isPhone}
      aria-label={translate('draw.steps')}
    >
      {STEPS.map(step => (
        <Step key={step}>
          <StepLabel>{translate(`draw.step.${step}`)}</StepLabel>
        </Step>
      ))}
    </Stepper>
  )
}
