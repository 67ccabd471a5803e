import { Alert, Box, Button, GlobalStyles, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useState } from 'react'
import type { IndicatorLevel } from '#domain/indicators.ts'
import { submissionBytes } from '#domain/submission.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import { SUBMIT_DECLARATIONS } from '../../documents/reviewCommands.ts'
import { ValidityChip } from '../../files/ValidityChip.tsx'
import { dateTime, kg, whole } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { EmptyState } from '../../ui/AskState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { type Desk, endingPapers, keysOf, lacksOf } from './deskState.ts'
import { subjectsOf } from './subjects.ts'

/** Leads to the card of an indicator. */
export type GoTo = (level: IndicatorLevel, subjectKey: string, code: string) => void

interface CheckStepProps {
  readonly desk: Desk
  readonly isOpen: boolean
  readonly unsaved: number
  readonly goTo: GoTo
}

/** What is missing with a link to each field; then what will be recorded, and the receipt. */
export function CheckStep({ desk, isOpen, unsaved, goTo }: CheckStepProps) {
  const translate = useTranslate()
  const lacks = lacksOf(desk)
  if (desk.live.length === 0) return <EmptyState text={translate('page.declare.lotsFirst')} />
  return (
    <Stack sx={{ gap: 2, minWidth: 0 }}>
      <Missing desk={desk} goTo={goTo} />
      <Papers desk={desk} goTo={goTo} />
      <Record desk={desk} canSubmit={isOpen && lacks.length === 0 && unsaved === 0} unsaved={unsaved} />
    </Stack>
  )
}

function useNames(desk: Desk): ReadonlyMap<string, string> {
  const translate = useTranslate()
  const levels = ['company', 'variety', 'spec'] as const
  return new Map(levels.flatMap(level => subjectsOf(level, desk.live, translate)).map(({ key, name }) => [key, name]))
}

function Missing({ desk, goTo }: { readonly desk: Desk; readonly goTo: GoTo }) {
  const translate = useTranslate()
  const names = useNames(desk)
  const lacks = lacksOf(desk)
  if (lacks.length === 0) return null
  return (
    <Panel title={translate('declare.missing', { count: lacks.length })} hint={translate('declare.missingHint')}>
      <Box component="ul" aria-label={translate('declare.missingList')} sx={{ m: 0, pl: 2.5 }}>
        {lacks.map(({ kind, level, subjectKey, indicator, lots }) => (
          <li key={`${kind} ${subjectKey} ${indicator.code}`}>
            <Button
              variant="text"
              size="small"
              onClick={() => goTo(level, subjectKey, indicator.code)}
              sx={{ textAlign: 'left' }}
            >
              {names.get(subjectKey)} · {indicator.code} {indicator.name[currentLocale()]}：
              {translate(`declare.lacking.${kind}`)}
            </Button>
            {lots.length > 1 && (
              <Typography component="span" variant="body2" color="textSecondary">
                {translate('declare.concerns', { count: lots.length })}
              </Typography>
            )}
          </li>
        ))}
      </Box>
    </Panel>
  )
}

function Papers({ desk, goTo }: { readonly desk: Desk; readonly goTo: GoTo }) {
  const translate = useTranslate()
  const names = useNames(desk)
  const papers = endingPapers(desk)
  const levelOf = new Map(desk.indicators.map(one => [one.code, one.level]))
  if (papers.length === 0) return null
  return (
    <Panel title={translate('declare.papers', { count: papers.length })} hint={translate('declare.papersHint')}>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {papers.map(one => (
          <li key={one.id}>
            <Button
              variant="text"
              size="small"
              sx={{ textAlign: 'left', overflowWrap: 'anywhere' }}
              onClick={() => goTo(levelOf.get(one.indicatorCode) ?? 'company', one.subjectKey, one.indicatorCode)}
            >
              {names.get(one.subjectKey)} · {one.indicatorCode} · {one.file.name}
            </Button>
            <ValidityChip day={one.validUntil} validity={one.validity} />
          </li>
        ))}
      </Box>
    </Panel>
  )
}

/** The hash of what would be submitted now; null while it is computed. */
function useHash(desk: Desk): string | null {
  const [hash, setHash] = useState<string | null>(null)
  useEffect(() => {
    let isPresent = true
    const bytes = submissionBytes({
      tenderId: desk.tender.id,
      lots: desk.live.map(one => ({ lot: one.lot.code, capacityKg: one.capacityKg, subjectKeys: keysOf(one) })),
      answers: [...desk.answers.values()],
      files: [...desk.evidence.values()].flat().map(one => ({ ...one, sha256: one.file.sha256 })),
    })
    void crypto.subtle.digest('SHA-256', new Uint8Array(bytes)).then(digest => {
      const text = [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('')
      if (isPresent) setHash(text)
    })
    return () => {
      isPresent = false
    }
  }, [desk])
  return hash
}

interface RecordProps {
  readonly desk: Desk
  readonly canSubmit: boolean
  readonly unsaved: number
}

const RECEIPT = 'declaration-receipt'
const ONLY_RECEIPT = {
  '@media print': {
    'body *': { visibility: 'hidden' },
    [`#${RECEIPT}, #${RECEIPT} *`]: { visibility: 'visible' },
    [`#${RECEIPT}`]: { position: 'absolute', top: 0, left: 0, right: 0 },
  },
}

function Record({ desk, canSubmit, unsaved }: RecordProps) {
  const translate = useTranslate()
  const hash = useHash(desk)
  const { live, tender } = desk
  const submitted = live.filter(one => one.status === 'submitted')
  const isValid = live.length === submitted.length && live.every(one => one.receiptHash === hash)
  const subjects = new Set(live.flatMap(keysOf))
  const answers = [...desk.answers.values()].filter(one => subjects.has(one.subjectKey)).length
  const files = [...desk.evidence.values()].flat().filter(one => subjects.has(one.subjectKey))
  const facts = [
    [translate('declare.lots'), live.map(one => `${one.lot.code} ${kg(one.capacityKg)}`).join('；')],
    [translate('declare.answerCount'), whole(answers)],
    [
      translate('declare.fileCount'),
      translate('declare.filesAndUses', {
        files: whole(new Set(files.map(one => one.file.sha256)).size),
        uses: whole(files.length),
      }),
    ],
    [translate('declare.hash'), hash ?? '…'],
  ] as const
  return (
    <Panel
      title={translate(isValid ? 'declare.receipt' : 'declare.record')}
      hint={translate(isValid ? 'declare.receiptHint' : 'declare.recordHint')}
      actions={
        <>
          {isValid && (
            <Button variant="outlined" onClick={() => window.print()}>
              {translate('declare.print')}
            </Button>
          )}
          {!isValid && canSubmit && (
            <VerbButton
              verb="submitDeclarations"
              document={SUBMIT_DECLARATIONS}
              variables={{ tenderId: tender.id }}
              facts={facts}
            />
          )}
        </>
      }
    >
      {submitted.length > 0 && !isValid && (
        <Alert severity="warning" sx={{ mb: 1 }}>
          {translate('declare.stale')}
        </Alert>
      )}
      {unsaved > 0 && (
        <Alert severity="info" sx={{ mb: 1 }}>
          {translate('declare.unsaved', { count: unsaved })}
        </Alert>
      )}
      <Box id={RECEIPT} component="section" aria-label={translate('declare.receipt')}>
        {isValid && <GlobalStyles styles={ONLY_RECEIPT} />}
        {isValid && (
          <Typography sx={{ mb: 1 }}>
            {tender.title} · {live[0]?.supplier.name} · {dateTime(latest(submitted.map(one => one.submittedAt)))}
          </Typography>
        )}
        <Facts facts={isValid ? [...lotFacts(desk, translate), ...facts.slice(1)] : facts} />
      </Box>
    </Panel>
  )
}

const latest = (times: readonly (string | null)[]) => times.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b), null)

const lotFacts = ({ live }: Desk, translate: ReturnType<typeof useTranslate>) =>
  live.map(
    one =>
      [
        `${one.lot.code} ${specName(one.lot.spec, translate)}`,
        `${kg(one.capacityKg)} ${translate('declare.kg')}`,
      ] as const,
  )
