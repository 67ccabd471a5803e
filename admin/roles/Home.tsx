import { Box, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { lazy, type ReactNode, Suspense } from 'react'
import { Link } from 'react-router'
import type { Dashboard } from '../contract/index.ts'
import { useTenderChoice } from '../data/TenderContext.tsx'
import { useAsk } from '../data/useAsk.ts'
import { useMe } from '../data/useMe.ts'
import { DASHBOARD } from '../documents/registers.ts'
import { ProposalsPanel } from '../doors/ProposalsPanel.tsx'
import { kg, money, whole } from '../formats.ts'
import { AskState, EmptyState, Loading } from '../ui/AskState.tsx'
import { FigureGrid } from '../ui/FigureGrid.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { Panel } from '../ui/Panel.tsx'
import { NextCard } from './NextCard.tsx'
import { TodoList } from './TodoList.tsx'

const ChartPanel = lazy(() => import('../charts/ChartPanel.tsx'))

/** A page the role goes to often. */
export interface Shortcut {
  readonly to: string
  readonly label: string
}

interface HomeProps {
  readonly shortcuts: readonly Shortcut[]
  /** What this role sees between its next step and its todos. */
  readonly extra?: (dashboard: Dashboard) => ReactNode
}

/** Where the campaign is, what I have to do by when, what happens if I don't; then numbers and one chart. */
export function Home({ shortcuts, extra }: HomeProps) {
  const translate = useTranslate()
  const me = useMe()
  const { tenderId } = useTenderChoice()
  const asked = useAsk<{ dashboard: Dashboard }>(DASHBOARD, { tenderId }, { everyMs: 15_000 })
  return (
    <PageFrame
      title={translate('page.home.title')}
      subtitle={me && `${me.displayName} · ${translate(`role.${me.role}`)}`}
      actions={shortcuts.map(({ to, label }) => (
        <Button key={to} component={Link} to={to}>
          {translate(label)}
        </Button>
      ))}
    >
      <AskState asked={asked}>
        {({ dashboard }) => (
          <>
            <NextCard dashboard={dashboard} />
            <ProposalsPanel />
            {extra?.(dashboard)}
            <Box
              sx={{
                display: 'grid',
                gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
                gap: 2,
              }}
            >
              <TodoList dashboard={dashboard} />
              <Figures dashboard={dashboard} />
            </Box>
            <Suspense fallback={<Loading />}>
              <ChartPanel chart={dashboard.chart} />
            </Suspense>
          </>
        )}
      </AskState>
    </PageFrame>
  )
}

function figureText(value: string, unit: string | null): string {
  const isWhole = /^-?\d+$/.test(value)
  if (unit === 'fen' && isWhole) return money(value)
  if (unit === 'kg' && isWhole) return kg(value)
  return isWhole ? whole(value) : value
}

function Figures({ dashboard }: { readonly dashboard: Dashboard }) {
  const translate = useTranslate()
  const figures = dashboard.figures.map(({ key, value, unit }) => ({
    label:
      unit && unit !== 'fen'
        ? `${translate(`figure.${key}`, { _: key })}（${translate(`unit.${unit}`, { _: unit })}）`
        : translate(`figure.${key}`, { _: key }),
    value: figureText(value, unit),
  }))
  return (
    <Panel title={translate('page.home.figures')}>
      <Stack>
        {figures.length > 0 ? <FigureGrid figures={figures} /> : <EmptyState text={translate('page.home.noFigures')} />}
      </Stack>
    </Panel>
  )
}
