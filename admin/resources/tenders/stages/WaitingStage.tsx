import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Tender } from '../../../contract/index.ts'
import { Panel } from '../../../ui/Panel.tsx'

/** Stages at which others act: says who, and what the office can do meanwhile. */
export function WaitingStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  return (
    <Panel title={translate('page.tender.thisStage')}>
      <Typography>{translate(`stageWaiting.${tender.stage}`, { _: translate('stageWaiting.other') })}</Typography>
    </Panel>
  )
}
