import { Alert, Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { planCopy } from '#domain/declarationCopy.ts'
import type { Answer, AnswerInput, OwnEvidence, Tender } from '../../contract/index.ts'
import { rulesOf, useTender, useTenderChoice } from '../../data/TenderContext.tsx'
import { useAsk } from '../../data/useAsk.ts'
import { useRun } from '../../data/useRun.ts'
import { OWN_EVIDENCE } from '../../documents/declare.ts'
import { ATTACH_EVIDENCE } from '../../documents/files.ts'
import { ANSWERS } from '../../documents/review.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { answerKey } from './answerValue.ts'
import { ChangeTable } from './ChangeTable.tsx'
import { type Desk, keysOf } from './deskState.ts'

/** Answers and evidence of the supplier's last tender, shown before they are taken over; nothing is there without one. */
export function CopyPanel({ desk }: { readonly desk: Desk }) {
  const translate = useTranslate()
  const [isOpened, setOpened] = useState(false)
  const { tenders } = useTenderChoice()
  const others = tenders.find(one => one.id !== desk.tender.id)
  const last = useTender(isOpened ? (others?.id ?? null) : null)
  if (!others || desk.live.length === 0) return null
  return (
    <Panel
      title={translate('declare.copy')}
      hint={translate('declare.copyHint', { tender: others.title })}
      actions={
        !isOpened && (
          <Button variant="outlined" onClick={() => setOpened(true)}>
            {translate('declare.copyShow')}
          </Button>
        )
      }
    >
      {isOpened && last.data && <Preview desk={desk} last={last.data} done={() => setOpened(false)} />}
    </Panel>
  )
}

interface PreviewProps {
  readonly desk: Desk
  readonly last: Tender
  readonly done: () => void
}

function Preview({ desk, last, done }: PreviewProps) {
  const translate = useTranslate()
  const { run, violations } = useRun()
  const answers = useAsk<{ answers: readonly Answer[] }>(ANSWERS, { tenderId: last.id })
  const evidence = useAsk<{ answerEvidence: readonly OwnEvidence[] }>(OWN_EVIDENCE, { tenderId: last.id })
  if (!answers.data || !evidence.data) return null
  const declared = new Set(desk.live.flatMap(keysOf))
  const { fits, misfits } = planCopy(answers.data.answers, rulesOf(last).indicators, desk.indicators, declared)
  const known = evidence.data.answerEvidence
  const changes = fits.map(({ indicatorCode, subjectKey, value }) => ({ indicatorCode, subjectKey, value }))
  async function attach(chosen: readonly AnswerInput[]): Promise<boolean> {
    const taken = new Set(chosen.map(one => answerKey(one.subjectKey, one.indicatorCode)))
    const items = known
      .filter(one => taken.has(answerKey(one.subjectKey, one.indicatorCode)))
      .map(({ indicatorCode, subjectKey, note, firstPage, lastPage, validUntil, file }) => ({
        indicatorCode,
        subjectKey,
        fileId: file.id,
        note,
        firstPage,
        lastPage,
        validUntil,
      }))
    if (items.length === 0) return true
    return (await run('attachEvidence', ATTACH_EVIDENCE, { tenderId: desk.tender.id, items })) !== null
  }
  return (
    <Stack sx={{ gap: 1.5 }}>
      <ChangeTable
        desk={desk}
        changes={changes}
        title={translate('declare.copyFits', { count: changes.length, files: known.length })}
        andThen={attach}
        done={done}
      />
      <ViolationList violations={violations} />
      {misfits.length > 0 && (
        <Alert severity="info" variant="outlined">
          <Typography>{translate('declare.copyMisfits', { count: misfits.length })}</Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 220, overflow: 'auto' }} tabIndex={0}>
            {misfits.map(({ answer, fault }) => (
              <li key={answer.id}>
                {answer.subjectKey} {answer.indicatorCode}：{translate(`declare.copyFault.${fault}`)}
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </Stack>
  )
}
