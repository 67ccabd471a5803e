import { AskDialog, QuestionsDialog } from './AskDialog.tsx'
import { HelpDialog } from './HelpDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { DeskNews } from './SignPanel.tsx'
import { SubmitDialog } from './SubmitDialog.tsx'
import type { Desk } from './useDesk.ts'
import type { DeskActions } from './useDeskActions.ts'

interface DeskDialogsProps {
  readonly desk: Desk
  readonly actions: DeskActions
  readonly news: DeskNews | null
}

/** What lies over the desk at the moment. */
export function DeskDialogs({ desk, actions, news }: DeskDialogsProps) {
  const { store } = desk
  const close = () => actions.open(null)
  const item = store.item(store.current)
  switch (actions.dialog) {
    case 'reason':
      return item ? (
        <ReasonDialog
          item={item}
          reason={store.entry(item.key).reason}
          save={reason => store.change(item.key, { reason })}
          close={close}
        />
      ) : null
    case 'ask':
      return item ? <AskDialog item={item} close={close} /> : null
    case 'questions':
      return <QuestionsDialog questions={news?.expertQuestions ?? []} close={close} />
    case 'submit':
      return desk.tab === 'mine' && store.isWritable ? <SubmitDialog desk={desk} actions={actions} /> : null
    case 'help':
      return <HelpDialog close={close} />
    default:
      return null
  }
}
