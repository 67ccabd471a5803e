import { Stack } from '@mui/material'
import { RecordContextProvider, useShowController, useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import { ListButton } from 'react-admin'
import { ErrorState, Loading } from '../ui/AskState.tsx'
import { Facts } from '../ui/Facts.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { Panel } from '../ui/Panel.tsx'
import { type Column, cellText, detailNode } from './columns.tsx'

interface ResourceShowProps {
  readonly columns: readonly Column[]
  /** Buttons for the verbs that fit the record. */
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

/** The detail page of one record: every column as a labelled line, then what belongs to it. */
export function ResourceShow({ columns, actions, children }: ResourceShowProps) {
  const controller = useShowController()
  const translate = useTranslate()
  const { record, error, isPending, resource } = controller
  if (error) return <ErrorState error={error} retry={controller.refetch} />
  if (isPending || !record) return <Loading />
  const [first] = columns
  const name = translate(`resources.${resource}.name`)
  return (
    <RecordContextProvider value={record}>
      <PageFrame
        title={first ? `${name} ${cellText(first, record, translate)}` : name}
        actions={
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
            {actions}
            <ListButton />
          </Stack>
        }
      >
        <Panel>
          <Facts
            facts={columns.map(column => [translate(`field.${column.label}`), detailNode(column, record, translate)])}
          />
        </Panel>
        {children}
      </PageFrame>
    </RecordContextProvider>
  )
}
