import { Alert, Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useState } from 'react'
import type { ExpertQuestion, ReviewStatement, Tender } from '../../contract/index.ts'
import { useRun } from '../../data/useRun.ts'
import { REGISTER_EXPERT_KEY, SIGN_REVIEW } from '../../documents/scoreDesk.ts'
import { shortHash } from '../../formats.ts'
import { command, RefusalError } from '../../graphqlClient.ts'
import { Facts } from '../../ui/Facts.tsx'
import { HashGroups } from '../../ui/Fingerprint.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { NoSigning, ownKey, signText } from './expertKey.ts'
import type { Desk } from './useDesk.ts'

/** What moves without the expert. */
export interface DeskNews {
  readonly reviewStatements: readonly ReviewStatement[]
  readonly reviewReminder: string | null
  readonly expertQuestions: readonly ExpertQuestion[]
}

interface SignPanelProps {
  readonly tender: Tender
  readonly login: string
  readonly statements: readonly ReviewStatement[]
  readonly desk: Desk
}

/** The last step of a review: sign under all own sheets; again whenever they change. */
export const SignPanel = memo(function SignPanel({ tender, login, statements, desk }: SignPanelProps) {
  return statements.map(statement =>
    statement.sheets > 0 && statement.open === 0 && statement.reasonsDue === 0 ? (
      <OneStatement key={statement.phase} tender={tender} login={login} statement={statement} desk={desk} />
    ) : statement.isOutdated ? (
      <Outdated key={statement.phase} phase={statement.phase} />
    ) : null,
  )
})

function Outdated({ phase }: Pick<ReviewStatement, 'phase'>) {
  const translate = useTranslate()
  return (
    <Alert severity="warning" variant="outlined">
      {translate('score.sign.outdated', { phase: translate(`reviewPhase.${phase}`) })}
    </Alert>
  )
}

async function register(publicKey: string): Promise<void> {
  try {
    await command('registerExpertKey', REGISTER_EXPERT_KEY, { publicKey })
  } catch (error) {
    // It was registered before, and the answer got lost on its way.
    if (!(error instanceof RefusalError) || error.violations[0]?.code !== 'duplicate') throw error
  }
}

function OneStatement({
  tender,
  login,
  statement,
  desk,
}: Omit<SignPanelProps, 'statements'> & { statement: ReviewStatement }) {
  const translate = useTranslate()
  const { run, violations } = useRun()
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const phase = translate(`reviewPhase.${statement.phase}`)
  if (statement.isSigned)
    return (
      <Alert severity="success" variant="outlined">
        <strong>{translate('score.sign.receipt', { phase, count: statement.sheets })}</strong>{' '}
        {translate('score.sign.receiptText', { hash: shortHash(statement.hash) })}
      </Alert>
    )
  async function sign() {
    setProblem(null)
    setRunning(true)
    try {
      const key = await ownKey(login, register)
      const signature = await signText(key, statement.text)
      const { publicKey } = key
      await run('signReview', SIGN_REVIEW, { tenderId: tender.id, phase: statement.phase, publicKey, signature })
    } catch (error) {
      const isOld = error instanceof NoSigning
      setProblem(isOld ? translate('score.sign.unsupported') : error instanceof Error ? error.message : String(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <Panel title={translate('score.sign.title', { phase })} hint={translate('score.sign.text')}>
      <ViolationList violations={violations} />
      {statement.isOutdated && <Outdated phase={statement.phase} />}
      {problem && <Alert severity="error">{problem}</Alert>}
      <Facts
        facts={[
          [translate('score.sign.sheets'), translate('score.sign.sheetsCount', { count: statement.sheets })],
          [translate('score.sign.hash'), <HashGroups key="hash" hex={statement.hash} />],
        ]}
      />
      <Box component="details" sx={{ my: 1 }}>
        <summary>{translate('score.sign.statement')}</summary>
        <Box
          component="pre"
          tabIndex={0}
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 200, overflow: 'auto' }}
        >
          {statement.text}
        </Box>
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {translate('score.sign.key')}
      </Typography>
      <Button variant="contained" disabled={isRunning || desk.tab !== 'mine'} loading={isRunning} onClick={sign}>
        {translate('score.sign.act')}
      </Button>
    </Panel>
  )
}
