import { useRecordContext, useTranslate } from 'ra-core'
import type { Sample } from '../../contract/index.ts'
import { CustodyTimeline } from '../../samples/CustodyTimeline.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the samples, with its whole way as far as the reader may know it. */
export function SampleShow() {
  return (
    <ResourceShow columns={COLUMNS}>
      <Way />
    </ResourceShow>
  )
}

function Way() {
  const sample = useRecordContext<Sample>()
  const translate = useTranslate()
  if (!sample) return null
  return (
    <Panel title={translate('sample.custody.title')} hint={translate('sample.custody.hint')}>
      <CustodyTimeline id={String(sample.id)} />
    </Panel>
  )
}
