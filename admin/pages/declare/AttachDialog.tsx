import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Indicator } from '#domain/indicators.ts'
import type { StoredFile } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { useRun } from '../../data/useRun.ts'
import { ATTACH_EVIDENCE, STORED_FILES } from '../../documents/files.ts'
import { FileDrop } from '../../files/FileDrop.tsx'
import { currentLocale } from '../../i18n/locale.ts'
import { CheckGrid } from '../../ui/CheckGrid.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { type Desk, keyAt } from './deskState.ts'

interface AttachDialogProps {
  readonly desk: Desk
  readonly indicator: Indicator
  readonly subjectKey: string
  readonly close: () => void
}

const pageOf = (text: string): number | null => (text.trim() === '' ? null : Number(text))

/** Files for an indicator: own ones or new ones, for as many other indicators of its level as they prove. */
export function AttachDialog({ desk, indicator, subjectKey, close }: AttachDialogProps) {
  const translate = useTranslate()
  const locale = currentLocale()
  const { run, isRunning, violations } = useRun()
  const files = useAll<StoredFile>('storedFiles', STORED_FILES, {})
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [codes, setCodes] = useState<ReadonlySet<string>>(new Set([indicator.code]))
  const [isForAll, setForAll] = useState<ReadonlySet<string>>(new Set())
  const [details, setDetails] = useState({ firstPage: '', lastPage: '', validUntil: '' })
  const { level } = indicator
  const keys = isForAll.has('all') ? [...new Set(desk.live.map(one => keyAt(level, one)))] : [subjectKey]
  const others = desk.indicators.filter(one => one.level === level && one.evidence !== null)
  const items = [...chosen].flatMap(fileId =>
    keys.flatMap(key =>
      [...codes].map(indicatorCode => ({
        indicatorCode,
        subjectKey: key,
        fileId,
        firstPage: pageOf(details.firstPage),
        lastPage: pageOf(details.lastPage),
        validUntil: details.validUntil || null,
      })),
    ),
  )
  async function attach() {
    const done = await run('attachEvidence', ATTACH_EVIDENCE, { tenderId: desk.tender.id, items })
    if (done !== null) close()
  }
  return (
    <Dialog open onClose={isRunning ? undefined : close} fullWidth maxWidth="md">
      <DialogTitle>{translate('declare.attachTo', { code: indicator.code, name: indicator.name[locale] })}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2, pt: 0.5 }}>
          <Typography color="textSecondary">{indicator.evidence?.[locale]}</Typography>
          <FileDrop
            place={`declare:${subjectKey}:${indicator.code}`}
            onStored={file => {
              setChosen(old => new Set(old).add(file.id))
              void files.refetch()
            }}
          />
          <CheckGrid
            title={translate('declare.ownFiles')}
            options={(files.data ?? []).map(file => [file.id, file.name])}
            chosen={chosen}
            choose={setChosen}
          />
          <CheckGrid
            title={translate('declare.alsoFor')}
            options={others.map(one => [one.code, `${one.code} ${one.name[locale]}`])}
            chosen={codes}
            choose={setCodes}
          />
          {level !== 'company' && (
            <CheckGrid
              title={translate('declare.reach')}
              options={[['all', translate(`declare.reachAll.${level}`)]]}
              chosen={isForAll}
              choose={setForAll}
            />
          )}
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
            {(['firstPage', 'lastPage'] as const).map(key => (
              <TextField
                key={key}
                size="small"
                label={translate(`declare.${key}`)}
                value={details[key]}
                sx={{ width: 150 }}
                slotProps={{ htmlInput: { inputMode: 'numeric' } }}
                onChange={event => setDetails({ ...details, [key]: event.target.value.replaceAll(/\D/g, '') })}
              />
            ))}
            <TextField
              size="small"
              type="date"
              label={translate('page.myFiles.validUntil')}
              value={details.validUntil}
              slotProps={{ inputLabel: { shrink: true } }}
              onChange={event => setDetails({ ...details, validUntil: event.target.value })}
            />
          </Stack>
          <ViolationList violations={violations} />
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={close} disabled={isRunning}>
          {translate('ra.action.cancel')}
        </Button>
        <Button variant="contained" onClick={attach} disabled={items.length === 0 || isRunning} loading={isRunning}>
          {translate('declare.attachCount', { count: items.length })}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
