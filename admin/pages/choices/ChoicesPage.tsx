import { useTranslate } from 'ra-core'
import type { Award, SupplierChoice, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { SUPPLIER_CHOICES } from '../../documents/bid.ts'
import { AWARDS } from '../../documents/review.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { HospitalSteps } from '../HospitalSteps.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { ChoiceTable } from './ChoiceTable.tsx'
import { DistributorPicks } from './DistributorPicks.tsx'

/** A hospital picks suppliers among the winners, and who delivers. */
export default function ChoicesPage() {
  return (
    <TaskFrame name="choices">
      {tender => (
        <>
          <HospitalSteps stage={tender.stage} />
          {tender.stage === 'distribution' && <DistributorPicks tender={tender} />}
          <Choices tender={tender} />
        </>
      )}
    </TaskFrame>
  )
}

function Choices({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const awards = useAll<Award>('awards', AWARDS, { tenderId: tender.id })
  const choices = useAll<SupplierChoice>('supplierChoices', SUPPLIER_CHOICES, { tenderId: tender.id })
  return (
    <AskState asked={awards}>
      {awardRows =>
        awardRows.length === 0 ? (
          <EmptyState text={translate('empty.awards')} />
        ) : (
          <AskState asked={choices}>
            {choiceRows => <ChoiceTable tender={tender} awards={awardRows} choices={choiceRows} />}
          </AskState>
        )
      }
    </AskState>
  )
}
