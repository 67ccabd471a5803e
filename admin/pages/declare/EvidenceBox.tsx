import AttachFile from '@mui/icons-material/AttachFile'
import LinkOff from '@mui/icons-material/LinkOff'
import { Box, Button, IconButton, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Indicator } from '#domain/indicators.ts'
import type { OwnEvidence } from '../../contract/index.ts'
import { useRun } from '../../data/useRun.ts'
import { DETACH_EVIDENCE } from '../../documents/files.ts'
import { FileDialog } from '../../files/FileList.tsx'
import { ValidityChip } from '../../files/ValidityChip.tsx'
import { currentLocale } from '../../i18n/locale.ts'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { AttachDialog } from './AttachDialog.tsx'
import { type Desk, validityAt } from './deskState.ts'

interface EvidenceBoxProps {
  readonly desk: Desk
  readonly indicator: Indicator
  readonly subjectKey: string
  readonly files: readonly OwnEvidence[]
  readonly isOpen: boolean
}

/** What an indicator asks to see, and the files that show it, with pages and validity. */
export function EvidenceBox({ desk, indicator, subjectKey, files, isOpen }: EvidenceBoxProps) {
  const translate = useTranslate()
  const { run, isRunning, violations } = useRun()
  const [opened, setOpened] = useState<OwnEvidence | null>(null)
  const [isAttaching, setAttaching] = useState(false)
  const { tender } = desk
  if (indicator.evidence === null)
    return <Typography color="textSecondary">{translate('declare.noEvidence')}</Typography>
  return (
    <Stack sx={{ gap: 0.5, minWidth: 0 }}>
      <Typography variant="body2">
        {translate('declare.asked')}
        {indicator.evidence[currentLocale()]}
      </Typography>
      {files.length === 0 && (
        <Typography variant="body2" color="error">
          {translate('declare.noFile')}
        </Typography>
      )}
      <Stack component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {files.map(one => (
          <Stack
            key={one.id}
            component="li"
            direction="row"
            sx={{ alignItems: 'center', flexWrap: 'wrap', columnGap: 1 }}
          >
            <Button
              size="small"
              variant="text"
              onClick={() => setOpened(one)}
              sx={{ overflowWrap: 'anywhere', textAlign: 'left' }}
            >
              {one.file.name}
            </Button>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {pagesText(one, translate)}
            </Box>
            {one.validUntil && <ValidityChip day={one.validUntil} validity={validityAt(tender, one.validUntil)} />}
            {isOpen && (
              <IconButton
                size="small"
                disabled={isRunning}
                aria-label={translate('page.myFiles.detach', { use: indicator.code, name: one.file.name })}
                onClick={() => run('detachEvidence', DETACH_EVIDENCE, { tenderId: tender.id, evidenceIds: [one.id] })}
              >
                <LinkOff fontSize="inherit" />
              </IconButton>
            )}
          </Stack>
        ))}
      </Stack>
      <ViolationList violations={violations} />
      {isOpen && (
        <Box>
          <Button size="small" startIcon={<AttachFile />} onClick={() => setAttaching(true)}>
            {translate('declare.attach', { code: indicator.code })}
          </Button>
        </Box>
      )}
      {opened && <FileDialog file={opened.file} firstPage={opened.firstPage} close={() => setOpened(null)} />}
      {isAttaching && (
        <AttachDialog desk={desk} indicator={indicator} subjectKey={subjectKey} close={() => setAttaching(false)} />
      )}
    </Stack>
  )
}

function pagesText({ firstPage, lastPage }: OwnEvidence, translate: ReturnType<typeof useTranslate>): string {
  if (firstPage === null) return translate('declare.allPages')
  return lastPage === null || lastPage === firstPage
    ? translate('declare.onePage', { page: firstPage })
    : translate('declare.pages', { from: firstPage, to: lastPage })
}
