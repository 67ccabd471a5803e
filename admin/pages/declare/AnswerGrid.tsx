import { Alert, Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Tooltip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useCallback, useState } from 'react'
import type { Indicator } from '#domain/indicators.ts'
import type { Answer, AnswerInput, Tender } from '../../contract/index.ts'
import { useRun } from '../../data/useRun.ts'
import { ANSWER_INDICATORS } from '../../documents/reviewCommands.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { criterionText } from '../../review/answerText.ts'
import { EmptyState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { AnswerField } from './AnswerField.tsx'
import { answerFault, answerKey, toText, toValue } from './answerValue.ts'
import type { Subject } from './subjects.ts'

interface AnswerGridProps {
  readonly tender: Tender
  readonly indicators: readonly Indicator[]
  readonly subjects: readonly Subject[]
  readonly answers: readonly Answer[]
  readonly isOpen: boolean
}

/** Subjects down, indicators across; only what was changed is sent. */
export function AnswerGrid({ tender, indicators, subjects, answers, isOpen }: AnswerGridProps) {
  const translate = useTranslate()
  const locale = currentLocale()
  const { run, isRunning, violations } = useRun()
  const stored = new Map(
    answers.map(answer => [answerKey(answer.subjectKey, answer.indicatorCode), toText(answer.value)]),
  )
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const change = useCallback((key: string, text: string) => setTyped(old => new Map(old).set(key, text)), [])
  const changed = subjects.flatMap(subject =>
    indicators.flatMap((indicator): AnswerInput[] => {
      const text = typed.get(answerKey(subject.key, indicator.code))
      if (text === undefined || text.trim() === '' || answerFault(indicator, text)) return []
      return [{ indicatorCode: indicator.code, subjectKey: subject.key, value: toValue(indicator, text) }]
    }),
  )
  async function save() {
    const done = await run('answerIndicators', ANSWER_INDICATORS, { tenderId: tender.id, answers: changed })
    if (done !== null) setTyped(new Map())
  }
  if (indicators.length === 0) return <EmptyState text={translate('page.declare.noIndicators')} />
  return (
    <Panel
      title={translate('page.declare.answers')}
      hint={translate('page.declare.answersHint')}
      flush
      actions={
        isOpen &&
        changed.length > 0 && (
          <Button variant="contained" onClick={save} disabled={isRunning} loading={isRunning}>
            {translate('page.declare.save', { count: changed.length })}
          </Button>
        )
      }
    >
      <ViolationList violations={violations} />
      {!isOpen && <Alert severity="info">{translate('page.declare.closed')}</Alert>}
      <TableContainer tabIndex={0} sx={{ maxHeight: 640 }}>
        <Table size="small" stickyHeader aria-label={translate('page.declare.answers')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('field.subject')}</TableCell>
              {indicators.map(indicator => (
                <TableCell key={indicator.code}>
                  <Tooltip title={criterionText(indicator, translate)}>
                    <span>
                      {indicator.code} {indicator.name[locale]} ({indicator.points})
                    </span>
                  </Tooltip>
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {subjects.map(subject => (
              <SubjectRow
                key={subject.key}
                subject={subject}
                indicators={indicators}
                stored={stored}
                typed={typed}
                isOpen={isOpen}
                change={change}
              />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  )
}

interface SubjectRowProps {
  readonly subject: Subject
  readonly indicators: readonly Indicator[]
  readonly stored: ReadonlyMap<string, string>
  readonly typed: ReadonlyMap<string, string>
  readonly isOpen: boolean
  readonly change: (key: string, text: string) => void
}

function textsOf({ subject, indicators, stored, typed }: SubjectRowProps): string {
  return indicators
    .map(indicator => answerKey(subject.key, indicator.code))
    .map(key => typed.get(key) ?? stored.get(key) ?? '')
    .join('\u0000')
}

const SubjectRow = memo(
  function SubjectRow({ subject, indicators, stored, typed, isOpen, change }: SubjectRowProps) {
    return (
      <TableRow hover>
        <TableCell>{subject.name}</TableCell>
        {indicators.map(indicator => {
          const key = answerKey(subject.key, indicator.code)
          return (
            <TableCell key={key}>
              <AnswerField
                indicator={indicator}
                label={`${subject.name} ${indicator.code}`}
                text={typed.get(key) ?? stored.get(key) ?? ''}
                isOpen={isOpen}
                onChange={text => change(key, text)}
              />
            </TableCell>
          )
        })}
      </TableRow>
    )
  },
  (before, after) => before.isOpen === after.isOpen && textsOf(before) === textsOf(after),
)
