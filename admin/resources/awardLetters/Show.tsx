import { useRecordContext, useRefresh, useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { letterView } from '#domain/awardLetterView.ts'
import type { AwardLetter } from '../../contract/index.ts'
import { useMay } from '../../data/useMe.ts'
import { OPEN_AWARD_LETTER } from '../../documents/letters.ts'
import { command } from '../../graphqlClient.ts'
import { PaperArticle } from '../../notices/PaperArticle.tsx'
import { PaperFiles } from '../../notices/PaperFiles.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** One letter: its text, its files, and when its supplier first had it in hand. */
export function AwardLetterShow() {
  return (
    <ResourceShow columns={COLUMNS}>
      <Body />
    </ResourceShow>
  )
}

function Body() {
  const letter = useRecordContext<AwardLetter>()
  const translate = useTranslate()
  useOpening(letter)
  if (!letter?.body) return null
  const { body, title, number, issuedAt, files } = letter
  return (
    <>
      <Panel title={translate('letters.files')}>
        <PaperFiles files={files} urlOf={format => `/documents/award-letter/${letter.id}.${format}`} />
      </Panel>
      <Panel>
        <PaperArticle view={letterView(body, { title, number, issuedAt: new Date(issuedAt) })} />
      </Panel>
    </>
  )
}

/** A supplier that reads its letter has it in hand: noted once, without a click that could be forgotten. */
function useOpening(letter: AwardLetter | undefined): void {
  const mayOpen = useMay('openAwardLetter')
  const refresh = useRefresh()
  const id = letter?.openedAt === null ? letter.id : null
  useEffect(() => {
    if (!mayOpen || id === null) return
    command('openAwardLetter', OPEN_AWARD_LETTER, { letterId: id }).then(refresh, () => undefined)
  }, [mayOpen, id, refresh])
}
