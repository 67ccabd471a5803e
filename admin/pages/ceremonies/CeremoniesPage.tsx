import { useTranslate } from 'ra-core'
import type { PriceRound, Tender } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { useMay } from '../../data/useMe.ts'
import { CEREMONY_ROUNDS } from '../../documents/ceremony.ts'
import { DrawBoard, useDraw } from '../../draw/DrawBoard.tsx'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { EntropyPanel } from './EntropyPanel.tsx'
import { OfficerRound } from './OfficerRound.tsx'

/** What an officer attends: price rounds with their keys, and the draw with its randomness. */
export default function CeremoniesPage() {
  return (
    <TaskFrame name="ceremonies">
      {tender =>
        // What is in work comes first.
        tender.stage === 'draw' ? (
          <>
            <DrawPart tender={tender} />
            <Rounds tender={tender} />
          </>
        ) : (
          <>
            <Rounds tender={tender} />
            <DrawPart tender={tender} />
          </>
        )
      }
    </TaskFrame>
  )
}

function DrawPart({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  return (
    <AskState asked={useDraw(tender.id)}>
      {({ draw }) =>
        draw ? (
          <>
            <EntropyPanel tender={tender} draw={draw} />
            <DrawBoard draw={draw} />
          </>
        ) : (
          tender.stage === 'draw' && <EmptyState text={translate('page.draw.none')} />
        )
      }
    </AskState>
  )
}

function Rounds({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const seesRounds = useMay('registerOfficerKey')
  const variables = { tenderId: tender.id }
  const asked = useAsk<Answer>(CEREMONY_ROUNDS, variables, { everyMs: 5000, enabled: seesRounds })
  if (!seesRounds) return null
  return (
    <AskState asked={asked}>
      {({ priceRounds }) =>
        priceRounds.length === 0 ? (
          <EmptyState text={translate('page.round.none')} />
        ) : (
          // The round in work first: the one before is history.
          [...priceRounds]
            .sort((a, b) => b.number - a.number)
            .map(round => <OfficerRound key={round.id} tender={tender} round={round} />)
        )
      }
    </AskState>
  )
}

interface Answer {
  readonly priceRounds: readonly PriceRound[]
}
