import { useTranslate } from 'ra-core'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Tender } from '../../contract/index.ts'
import { ADVANCE_STAGE } from '../../documents/tenderCommands.ts'
import { dateTime } from '../../formats.ts'

/** Completes the present stage and opens the next one. */
export function AdvanceStageButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const stages = [...tender.stages].sort((a, b) => a.ordinal - b.ordinal)
  const next = stages[stages.findIndex(stage => stage.stage === tender.stage) + 1]
  if (!next) return null
  const name = (stage: string) => translate(`stage.${stage}`, { _: stage })
  return (
    <VerbButton
      verb="advanceStage"
      document={ADVANCE_STAGE}
      variables={{ tenderId: tender.id, from: tender.stage }}
      label={translate('page.tender.advanceTo', { stage: name(next.stage) })}
      facts={[
        [translate('field.tender'), `${tender.code} ${tender.title}`],
        [translate('page.tender.completes'), name(tender.stage)],
        [translate('page.tender.opens'), name(next.stage)],
        [translate('page.tender.nextCloses'), dateTime(next.closesAt)],
        [translate('time.recordedAt'), dateTime(tender.now)],
      ]}
    />
  )
}
