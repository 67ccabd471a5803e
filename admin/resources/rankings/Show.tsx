import { useRecordContext, useTranslate } from 'ra-core'
import type { RankingEntry } from '../../contract/index.ts'
import { FailureText } from '../../samples/Verdicts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the rankings; what took it out is told in words. */
export function RankingShow() {
  return (
    <ResourceShow columns={COLUMNS}>
      <OutBySample />
    </ResourceShow>
  )
}

function OutBySample() {
  const entry = useRecordContext<RankingEntry>()
  const translate = useTranslate()
  if (!entry?.sampleFailures) return null
  return (
    <Panel title={translate('sample.out')}>
      <FailureText tenderId={entry.lot.tenderId} lot={entry.lot.code} verdicts={entry.sampleFailures} />
    </Panel>
  )
}
