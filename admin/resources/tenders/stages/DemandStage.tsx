import { Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Tender } from '../../../contract/index.ts'
import { FREEZE_DEMAND } from '../../../documents/tenderCommands.ts'
import { dateTime } from '../../../formats.ts'
import { Panel } from '../../../ui/Panel.tsx'

/** Demand is being reported; when all provinces have approved, the office freezes it. */
export function DemandStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  return (
    <Panel
      title={translate('page.tender.thisStage')}
      actions={
        <>
          <Button component={Link} to="/demandReports">
            {translate('resources.demandReports.name')}
          </Button>
          {tender.snapshot === null && (
            <VerbButton
              verb="freezeDemand"
              document={FREEZE_DEMAND}
              variables={{ tenderId: tender.id }}
              facts={[
                [translate('field.tender'), `${tender.code} ${tender.title}`],
                [translate('time.recordedAt'), dateTime(tender.now)],
              ]}
            />
          )}
        </>
      }
    >
      <Typography>{translate(tender.snapshot ? 'stageWaiting.demandFrozen' : 'stageWaiting.demand')}</Typography>
    </Panel>
  )
}
