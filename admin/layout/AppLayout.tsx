import { type ReactNode, Suspense } from 'react'
import { Layout } from 'react-admin'
import { PauseBanner } from '../cases/PauseBanner.tsx'
import { TenderProvider, useTenderChoice } from '../data/TenderContext.tsx'
import { StepUpDialog } from '../doors/StepUpDialog.tsx'
import { Loading } from '../ui/AskState.tsx'
import { MenuSide } from './MenuSide.tsx'
import { TaskMenu } from './TaskMenu.tsx'
import { TopBar } from './TopBar.tsx'

/** The frame around every signed-in page. */
export default function AppLayout({ children }: { readonly children: ReactNode }) {
  return (
    <TenderProvider>
      <Layout
        appBar={TopBar}
        menu={TaskMenu}
        sidebar={MenuSide}
        sx={{ minWidth: 0, '& .RaLayout-content': { minWidth: 0, p: { xs: 1, sm: 2 } } }}
      >
        <PauseOfTender />
        <Suspense fallback={<Loading />}>{children}</Suspense>
        <StepUpDialog />
      </Layout>
    </TenderProvider>
  )
}

/** On every page: whether the campaign in work is held up. */
function PauseOfTender() {
  return <PauseBanner tenderId={useTenderChoice().tenderId} />
}
