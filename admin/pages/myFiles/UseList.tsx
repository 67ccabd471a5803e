import LinkOff from '@mui/icons-material/LinkOff'
import { Box, IconButton, Stack, Tooltip, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import type { AnswerEvidence, Declaration, Tender, UsedFile } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useRun } from '../../data/useRun.ts'
import { DETACH_EVIDENCE } from '../../documents/files.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { subjectsOf } from '../declare/subjects.ts'

interface UseListProps {
  readonly tender: Tender
  readonly file: UsedFile
  readonly declarations: readonly Declaration[]
  readonly isOpen: boolean
}

/** Which answers a file proves; each use can be taken away while declarations are open. */
export function UseList({ tender, file, declarations, isOpen }: UseListProps) {
  const translate = useTranslate()
  const { run, isRunning, violations } = useRun()
  const { indicators } = rulesOf(tender)
  const names = new Map([
    ['company', translate('page.declare.company')] as const,
    ...INDICATOR_LEVELS.flatMap(level => subjectsOf(level, declarations, translate)).map(
      ({ key, name }) => [key, name] as const,
    ),
  ])
  const here = file.evidence.filter(use => use.tenderId === tender.id)
  const elsewhere = file.evidence.length - here.length
  const textOf = (use: AnswerEvidence) => {
    const indicator = indicators.find(one => one.code === use.indicatorCode)
    return `${use.indicatorCode} ${indicator?.name[currentLocale()] ?? ''} · ${names.get(use.subjectKey) ?? use.subjectKey}`
  }
  if (file.evidence.length === 0)
    return <Typography color="textSecondary">{translate('page.myFiles.unused')}</Typography>
  return (
    <Stack component="ul" sx={{ m: 0, p: 0, listStyle: 'none', gap: 0.25, minWidth: { md: 280 } }}>
      {here.map(use => (
        <Stack key={use.id} component="li" direction="row" sx={{ alignItems: 'center', gap: 0.5 }}>
          <Box component="span">
            {textOf(use)}
            {use.note && <Box component="span" sx={{ color: 'text.secondary' }}>{`（${use.note}）`}</Box>}
          </Box>
          {isOpen && (
            <Tooltip title={translate('verb.detachEvidence.label')}>
              <span>
                <IconButton
                  size="small"
                  disabled={isRunning}
                  aria-label={translate('page.myFiles.detach', { use: textOf(use), name: file.name })}
                  onClick={() => run('detachEvidence', DETACH_EVIDENCE, { tenderId: tender.id, evidenceIds: [use.id] })}
                >
                  <LinkOff fontSize="inherit" />
                </IconButton>
              </span>
            </Tooltip>
          )}
        </Stack>
      ))}
      {elsewhere > 0 && <li>{translate('page.myFiles.elsewhere', { count: elsewhere })}</li>}
      <ViolationList violations={violations} />
    </Stack>
  )
}
