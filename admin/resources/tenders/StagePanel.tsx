import { Stack } from '@mui/material'
import type { ComponentType } from 'react'
import type { Tender } from '../../contract/index.ts'
import { AllocationStage } from './stages/AllocationStage.tsx'
import { AwardStage } from './stages/AwardStage.tsx'
import { CeilingStage } from './stages/CeilingStage.tsx'
import { ContractStage } from './stages/ContractStage.tsx'
import { DemandStage } from './stages/DemandStage.tsx'
import { DocumentStage } from './stages/DocumentStage.tsx'
import { DrawStage } from './stages/DrawStage.tsx'
import { MoreNotices } from './stages/MoreNotices.tsx'
import { ReviewStage } from './stages/ReviewStage.tsx'
import { RoundOneStage, RoundTwoStage } from './stages/RoundStage.tsx'
import { SampleStage } from './stages/SampleStage.tsx'
import { ShortlistStage } from './stages/ShortlistStage.tsx'
import { WaitingStage } from './stages/WaitingStage.tsx'

/** The office's work at each stage; at the others it waits for somebody else. */
const PANELS: Readonly<Record<string, ComponentType<{ readonly tender: Tender }>>> = {
  demand: DemandStage,
  ceilings: CeilingStage,
  bidRound1: RoundOneStage,
  draw: DrawStage,
  review: ReviewStage,
  opening: RoundOneStage,
  shortlist: ShortlistStage,
  samples: SampleStage,
  bidRound2: RoundTwoStage,
  award: AwardStage,
  allocation: AllocationStage,
  contracts: ContractStage,
}

/** The verbs and tables of the present stage. */
export function StagePanel({ tender }: { readonly tender: Tender }) {
  const Present = PANELS[tender.stage] ?? WaitingStage
  return (
    <Stack sx={{ gap: 2 }}>
      {tender.stage !== 'documents' && <Present tender={tender} />}
      <DocumentStage tender={tender} />
      <MoreNotices tender={tender} />
    </Stack>
  )
}
