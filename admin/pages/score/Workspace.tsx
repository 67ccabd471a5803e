import { Box, Drawer, Stack, Typography, useMediaQuery, useTheme } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useCallback, useRef, useState, useSyncExternalStore } from 'react'
import type { Tender } from '../../contract/index.ts'
import { LeaveGuard } from '../../ui/LeaveGuard.tsx'
import type { Autosave } from './autosave.ts'
import { DeskDialogs } from './DeskDialogs.tsx'
import { DeskNotices } from './DeskNotices.tsx'
import { EvidencePane } from './EvidencePane.tsx'
import { FilterBar } from './FilterBar.tsx'
import { ItemDetail } from './ItemDetail.tsx'
import { ItemList } from './ItemList.tsx'
import { ReasonsDue } from './ReasonsDue.tsx'
import { type DeskNews, SignPanel } from './SignPanel.tsx'
import { SplitHandle, useSplit } from './SplitHandle.tsx'
import { StatusBar } from './StatusBar.tsx'
import type { Desk } from './useDesk.ts'
import { useDeskActions } from './useDeskActions.ts'
import { useDeskKeys } from './useDeskKeys.ts'
import { useRoomBelow } from './useRoomBelow.ts'

interface WorkspaceProps {
  readonly desk: Desk
  readonly tender: Tender
  readonly login: string
  readonly news: DeskNews | null
}

/** List, item and evidence beside each other; below each other and in drawers where there is no room. */
export function Workspace({ desk, tender, login, news }: WorkspaceProps) {
  const { store } = desk
  const actions = useDeskActions(store)
  useDeskKeys(actions.act)
  return (
    <Stack sx={{ gap: 1 }}>
      <DeskNotices desk={desk} />
      {news && tender.stage === 'review' && (
        <SignPanel tender={tender} login={login} statements={news.reviewStatements} desk={desk} />
      )}
      <ReasonsDue desk={desk} actions={actions} />
      <StatusBar desk={desk} actions={actions} tender={tender} news={news} />
      <Stack direction="row" sx={{ columnGap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <FilterBar store={store} />
        <Typography component="p" role="status" ref={actions.voice} variant="body2" sx={{ minHeight: 20, m: 0 }} />
      </Stack>
      <Panes desk={desk} actions={actions} questions={news?.expertQuestions ?? []} />
      <DeskDialogs desk={desk} actions={actions} news={news} />
      <UnkeptGuard autosave={desk.autosave} />
    </Stack>
  )
}

interface PanesProps {
  readonly desk: Desk
  readonly actions: ReturnType<typeof useDeskActions>
  readonly questions: DeskNews['expertQuestions']
}

function Panes({ desk, actions, questions }: PanesProps) {
  const { store } = desk
  const translate = useTranslate()
  const theme = useTheme()
  const hasList = useMediaQuery(theme.breakpoints.up('md'), { noSsr: true })
  const hasEvidence = useMediaQuery(theme.breakpoints.up('lg'), { noSsr: true })
  const [isItem, setItem] = useState(false)
  const [isDrawer, setDrawer] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const { width, setWidth } = useSplit()
  const height = useRoomBelow(frame)
  const openItem = useCallback(() => setItem(true), [])
  const openList = useCallback(() => setItem(false), [])
  const openDrawer = useCallback(() => setDrawer(true), [])
  const list = <ItemList store={store} go={actions.go} onChosen={openItem} isTouch={!hasList} />
  const detail = (
    <ItemDetail
      store={store}
      actions={actions}
      questions={questions}
      toList={hasList ? null : openList}
      toEvidence={hasEvidence ? null : openDrawer}
    />
  )
  const drawer = (
    <Drawer
      anchor="bottom"
      open={isDrawer && !hasEvidence}
      onClose={() => setDrawer(false)}
      slotProps={{ paper: { sx: { height: '85dvh', p: 1 }, 'aria-label': translate('score.evidence.title') } }}
    >
      <EvidencePane store={store} close={() => setDrawer(false)} />
    </Drawer>
  )
  if (!hasList)
    return (
      <>
        {isItem ? detail : <Box sx={{ height: '70dvh' }}>{list}</Box>}
        {drawer}
      </>
    )
  return (
    <>
      <Box ref={frame} style={{ height }} sx={{ display: 'flex', minWidth: 0 }}>
        <Box sx={{ width: 320, flexShrink: 0, mr: 1 }}>{list}</Box>
        <Box sx={{ flex: '1 1 280px', minWidth: 0, overflow: 'auto' }}>{detail}</Box>
        {hasEvidence && (
          <>
            <SplitHandle width={width} setWidth={setWidth} frame={frame} />
            <Box sx={{ width, flexShrink: 0, minWidth: 0 }}>
              <EvidencePane store={store} close={null} />
            </Box>
          </>
        )}
      </Box>
      {drawer}
    </>
  )
}

/** Leaving asks first only if something is kept nowhere but in this page; every key press is heard here, not above. */
function UnkeptGuard({ autosave }: { readonly autosave: Autosave }) {
  const { isOnlyHere, waiting } = useSyncExternalStore(autosave.subscribe, autosave.snapshot)
  return <LeaveGuard holds={isOnlyHere} count={waiting} texts="score.leave" />
}
