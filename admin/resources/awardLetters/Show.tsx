import { Button, Stack } from '@mui/material'
import { useRecordContext, useRefresh, useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { letterView } from '#domain/awardLetterView.ts'
import type { AwardLetter } from '../../contract/index.ts'
import { useMay } from '../../data/useMe.ts'
import { OPEN_AWARD_LETTER } from '../../documents/letters.ts'
import { shortHash, whole } from '../../formats.ts'
import { command } from '../../graphqlClient.ts'
import { PaperArticle } from '../../notices/PaperArticle.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

const KIB = 1024

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
        <Stack direction="row" className="no-print" sx={{ gap: 1, flexWrap: 'wrap' }}>
          {files.length === 0 && translate('papers.printing')}
          {files.map(file => (
            <Button
              key={file.format}
              variant="outlined"
              size="small"
              href={`/documents/award-letter/${letter.id}.${file.format}`}
              download
              title={shortHash(file.sha256)}
            >
              {translate(`papers.${file.format}`)} · {whole(Math.ceil(file.size / KIB))} KB
              {file.pages !== null && ` · ${translate('papers.pages', { count: file.pages })}`}
            </Button>
          ))}
          <Button size="small" onClick={() => window.print()}>
            {translate('papers.print')}
          </Button>
        </Stack>
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
