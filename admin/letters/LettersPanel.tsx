import { Button, LinearProgress, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { LetterProgress } from '../contract/index.ts'
import { useTenderChoice } from '../data/TenderContext.tsx'
import { useAsk } from '../data/useAsk.ts'
import { AWARD_LETTER_PROGRESS, ISSUE_AWARD_LETTERS } from '../documents/letters.ts'
import { whole } from '../formats.ts'
import { Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'

interface LettersPanelProps {
  /** The tender in work where it is left out. */
  readonly tenderId?: string
  /** The award is final, so that letters can be sent where there are none yet. */
  readonly isFinal?: boolean
  /** On another page: leads to the list. */
  readonly linked?: boolean
}

/** How many letters about the outcome are sent, printed and opened, and all of them to take along. */
export function LettersPanel({ tenderId, isFinal = false, linked = false }: LettersPanelProps) {
  const { tenderId: chosen } = useTenderChoice()
  const id = tenderId ?? chosen
  const asked = useAsk<{ awardLetterProgress: LetterProgress }>(
    AWARD_LETTER_PROGRESS,
    { tenderId: id },
    { enabled: id !== null, everyMs: 5000 },
  )
  const progress = asked.data?.awardLetterProgress
  if (!progress || id === null) return null
  const sent = progress.award + progress.result
  if (sent === 0 && !isFinal) return null
  return <LetterState tenderId={id} progress={progress} linked={linked} />
}

interface LetterStateProps {
  readonly tenderId: string
  readonly progress: LetterProgress
  readonly linked: boolean
}

function LetterState({ tenderId, progress, linked }: LetterStateProps) {
  const translate = useTranslate()
  const { award, result, printed, opened } = progress
  const sent = award + result
  const isPrinted = printed === sent && sent > 0
  return (
    <Panel
      title={translate('letters.title')}
      hint={translate('letters.hint')}
      actions={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          {sent === 0 && (
            <VerbButton verb="issueAwardLetters" document={ISSUE_AWARD_LETTERS} variables={{ tenderId }} />
          )}
          {linked && sent > 0 && (
            <Button component={Link} to="/awardLetters">
              {translate('letters.list')}
            </Button>
          )}
          {isPrinted &&
            ['pdf', 'docx'].map(format => (
              <Button
                key={format}
                variant="outlined"
                href={`/documents/award-letters/${tenderId}/${format}.zip`}
                download
              >
                {translate(`letters.all.${format}`)}
              </Button>
            ))}
        </Stack>
      }
    >
      {sent === 0 ? (
        <Typography>{translate('letters.noneYet')}</Typography>
      ) : (
        <>
          <Facts
            facts={[
              [translate('letterKind.award'), translate('letters.count', { count: whole(award) })],
              [translate('letterKind.result'), translate('letters.count', { count: whole(result) })],
              [translate('letters.printed'), `${whole(printed)} / ${whole(sent)}`],
              [translate('letters.opened'), `${whole(opened)} / ${whole(sent)}`],
            ]}
          />
          {!isPrinted && (
            <LinearProgress
              variant="determinate"
              value={(100 * printed) / sent}
              aria-label={translate('letters.printed')}
              sx={{ mt: 1 }}
            />
          )}
        </>
      )}
    </Panel>
  )
}
