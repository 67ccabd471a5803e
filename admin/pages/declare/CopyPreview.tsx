import { Alert, Box, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type CopyPlan, planCopy, planEvidence } from '#domain/declarationCopy.ts'
import type { Answer, AnswerInput, OwnEvidence, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useAsk } from '../../data/useAsk.ts'
import { useRun } from '../../data/useRun.ts'
import { OWN_EVIDENCE } from '../../documents/declare.ts'
import { ATTACH_EVIDENCE } from '../../documents/files.ts'
import { ANSWERS } from '../../documents/review.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { EmptyState, Loading } from '../../ui/AskState.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { answerKey } from './answerValue.ts'
import { ChangeTable } from './ChangeTable.tsx'
import { type Desk, keysOf, validityAt } from './deskState.ts'

interface PreviewProps {
  readonly desk: Desk
  readonly last: Tender
  readonly done: () => void
}

/** What would be taken over, what changes with it, and what is left behind and why. */
export function CopyPreview({ desk, last, done }: PreviewProps) {
  const translate = useTranslate()
  const { run, violations } = useRun()
  const answers = useAsk<{ answers: readonly Answer[] }>(ANSWERS, { tenderId: last.id })
  const evidence = useAsk<{ answerEvidence: readonly OwnEvidence[] }>(OWN_EVIDENCE, { tenderId: last.id })
  if (!answers.data || !evidence.data) return <Loading />
  if (answers.data.answers.length === 0) return <EmptyState text={translate('declare.copyNothing')} />
  const declared = new Set(desk.live.flatMap(keysOf))
  const { fits, misfits } = planCopy(answers.data.answers, rulesOf(last).indicators, desk.indicators, declared)
  const known = evidence.data.answerEvidence
  const isExpired = (one: OwnEvidence) => validityAt(desk.tender, one.validUntil) === 'expired'
  const plan = planEvidence(
    known,
    fits.map(fit => fit.answer),
    isExpired,
  )
  const changes = fits.map(({ answer: { indicatorCode, subjectKey, value } }) => ({ indicatorCode, subjectKey, value }))
  const notes = new Map(
    fits
      .filter(fit => fit.isReworded)
      .map(({ answer }) => [answerKey(answer.subjectKey, answer.indicatorCode), translate('declare.copyReworded')]),
  )
  async function attach(chosen: readonly AnswerInput[]): Promise<boolean> {
    const items = planEvidence(known, chosen, isExpired).copied.map(itemOf)
    if (items.length === 0) return true
    return (await run('attachEvidence', ATTACH_EVIDENCE, { tenderId: desk.tender.id, items })) !== null
  }
  return (
    <Stack sx={{ gap: 1.5 }}>
      <ChangeTable
        desk={desk}
        changes={changes}
        notes={notes}
        title={translate('declare.copyFits', { count: changes.length, files: plan.copied.length })}
        andThen={attach}
        done={done}
      />
      <ViolationList violations={violations} />
      {plan.expired.length > 0 && <Expired desk={desk} files={plan.expired} />}
      {misfits.length > 0 && <Misfits desk={desk} misfits={misfits} />}
    </Stack>
  )
}

const itemOf = ({ indicatorCode, subjectKey, note, firstPage, lastPage, validUntil, file }: OwnEvidence) => ({
  indicatorCode,
  subjectKey,
  fileId: file.id,
  note,
  firstPage,
  lastPage,
  validUntil,
})

/** An indicator of a subject in words, also where neither is declared now. */
function useName(desk: Desk): (subjectKey: string, code: string) => string {
  const translate = useTranslate()
  return (subjectKey, code) => {
    const subject = subjectKey === 'company' ? translate('page.declare.company') : subjectKey.replace(/^\w+:/, '')
    const name = desk.indicators.find(one => one.code === code)?.name[currentLocale()] ?? ''
    return `${subject} · ${code} ${name}`.trim()
  }
}

function Expired({ desk, files }: { readonly desk: Desk; readonly files: readonly OwnEvidence[] }) {
  const translate = useTranslate()
  const nameOf = useName(desk)
  return (
    <Alert severity="warning" variant="outlined">
      <Typography>{translate('declare.copyExpired', { count: files.length })}</Typography>
      <Box component="ul" sx={LIST} tabIndex={0}>
        {files.map(one => (
          <li key={one.id}>
            {one.file.name} · {translate('declare.copyUntil', { day: one.validUntil ?? '' })} ·{' '}
            {nameOf(one.subjectKey, one.indicatorCode)}
          </li>
        ))}
      </Box>
    </Alert>
  )
}

function Misfits({ desk, misfits }: { readonly desk: Desk; readonly misfits: CopyPlan<Answer>['misfits'] }) {
  const translate = useTranslate()
  const nameOf = useName(desk)
  return (
    <Alert severity="info" variant="outlined">
      <Typography>{translate('declare.copyMisfits', { count: misfits.length })}</Typography>
      <Box component="ul" sx={LIST} tabIndex={0}>
        {misfits.map(({ answer, fault }) => (
          <li key={answer.id}>
            {nameOf(answer.subjectKey, answer.indicatorCode)}
            {translate('declare.copyWhy', { why: translate(`declare.copyFault.${fault}`) })}
          </li>
        ))}
      </Box>
    </Alert>
  )
}

const LIST = { m: 0, pl: 2.5, maxHeight: 220, overflow: 'auto' }
