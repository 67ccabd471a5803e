import { Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useLocation } from 'react-router'
import { STAGES, type Stage } from '#domain/stage.ts'

interface StepOfHospital {
  readonly path: string
  readonly key: string
  /** The stage at which the step begins. */
  readonly from: Stage
}

const STEPS: readonly StepOfHospital[] = [
  { path: '/demand', key: 'demand', from: 'demand' },
  { path: '/choices', key: 'choices', from: 'allocation' },
  { path: '/volumes', key: 'volumes', from: 'allocation' },
  { path: '/sign', key: 'sign', from: 'contracts' },
]

/** 报需求 → 选企业 → 确认量 → 签合同: a hospital's whole work as four steps; later ones open with their stage. */
export function HospitalSteps({ stage }: { readonly stage: string }) {
  const translate = useTranslate()
  const { pathname } = useLocation()
  const at = STAGES.map(String).indexOf(stage)
  return (
    <Stack component="nav" direction="row" aria-label={translate('page.steps.label')} sx={{ gap: 1, flexWrap: 'wrap' }}>
      {STEPS.map((step, index) => {
        const isOpen = at >= STAGES.indexOf(step.from)
        const text = `${index + 1} ${translate(`page.steps.${step.key}`)}`
        return isOpen ? (
          <Button
            key={step.key}
            component={Link}
            to={step.path}
            variant={pathname === step.path ? 'contained' : 'outlined'}
            {...(pathname === step.path ? { 'aria-current': 'step' as const } : {})}
          >
            {text}
          </Button>
        ) : (
          <Button key={step.key} disabled variant="outlined">
            {text}
          </Button>
        )
      })}
    </Stack>
  )
}
