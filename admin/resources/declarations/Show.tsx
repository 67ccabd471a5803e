import { ResourceShow } from '../ResourceShow.tsx'
import { Answers } from './Answers.tsx'
import { COLUMNS } from './columns.ts'

/** One declaration, read-only: how complete it is, its answers with the proposals, and its files. */
export function DeclarationShow() {
  return (
    <ResourceShow columns={COLUMNS}>
      <Answers />
    </ResourceShow>
  )
}
