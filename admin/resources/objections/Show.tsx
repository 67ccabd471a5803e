import { useRecordContext } from 'ra-core'
import type { Objection } from '../../contract/index.ts'
import { ResourceShow } from '../ResourceShow.tsx'
import { AnswerObjectionButton } from '../tenders/stages/ObjectionPanel.tsx'
import { COLUMNS } from './columns.ts'

/** One objection; the office answers it here or on the tender's page. */
export function ObjectionShow() {
  return <ResourceShow columns={COLUMNS} actions={<Answer />} />
}

function Answer() {
  const objection = useRecordContext<Objection>()
  return objection ? <AnswerObjectionButton objection={objection} /> : null
}
