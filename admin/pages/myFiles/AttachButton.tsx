import { MenuItem, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Declaration, Tender, UsedFile } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { ATTACH_EVIDENCE } from '../../documents/files.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { CheckGrid } from '../../ui/CheckGrid.tsx'
import { subjectsOf } from '../declare/subjects.ts'

interface AttachButtonProps {
  readonly tender: Tender
  readonly file: UsedFile
  readonly declarations: readonly Declaration[]
}

interface Typed {
  readonly note: string
  readonly firstPage: string
  readonly lastPage: string
  readonly validUntil: string
}

const NOTHING: Typed = { note: '', firstPage: '', lastPage: '', validUntil: '' }
const pageNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text))

/** Attaches a file to the indicators it proves, several at once, for one subject or all of its level. */
export function AttachButton({ tender, file, declarations }: AttachButtonProps) {
  const translate = useTranslate()
  const locale = currentLocale()
  const { indicators } = rulesOf(tender)
  const [level, setLevel] = useState<(typeof INDICATOR_LEVELS)[number]>('company')
  const [codes, setCodes] = useState<ReadonlySet<string>>(new Set())
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set(['company']))
  const [typed, setTyped] = useState(NOTHING)
  const live = declarations.filter(one => one.status !== 'withdrawn')
  const subjects =
    level === 'company'
      ? [{ key: 'company', name: translate('page.declare.company') }]
      : subjectsOf(level, live, translate)
  const items = subjects
    .filter(subject => keys.has(subject.key))
    .flatMap(subject =>
      [...codes].map(indicatorCode => ({
        indicatorCode,
        subjectKey: subject.key,
        fileId: file.id,
        note: typed.note.trim() || null,
        firstPage: pageNumber(typed.firstPage),
        lastPage: pageNumber(typed.lastPage),
        validUntil: typed.validUntil || null,
      })),
    )
  function choose(next: string) {
    const found = INDICATOR_LEVELS.find(one => one === next) ?? 'company'
    setLevel(found)
    setCodes(new Set())
    setKeys(new Set(found === 'company' ? ['company'] : []))
  }
  const atLevel = indicators.filter(one => one.level === level)
  return (
    <VerbButton
      verb="attachEvidence"
      document={ATTACH_EVIDENCE}
      look="text"
      variables={{ tenderId: tender.id, items }}
      incomplete={items.length === 0}
      onDone={() => setCodes(new Set())}
    >
      <Typography sx={{ overflowWrap: 'anywhere' }}>{file.name}</Typography>
      <TextField
        select
        size="small"
        label={translate('page.myFiles.level')}
        value={level}
        onChange={e => choose(e.target.value)}
      >
        {INDICATOR_LEVELS.map(one => (
          <MenuItem key={one} value={one}>
            {translate(`page.myFiles.levels.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {level !== 'company' && (
        <CheckGrid
          title={translate('field.subject')}
          options={subjects.map(one => [one.key, one.name])}
          chosen={keys}
          choose={setKeys}
        />
      )}
      <CheckGrid
        title={translate('page.myFiles.indicators')}
        options={atLevel.map(one => [one.code, `${one.code} ${one.name[locale]}`])}
        chosen={codes}
        choose={setCodes}
      />
      <Details typed={typed} change={setTyped} pages={file.pages} />
    </VerbButton>
  )
}

interface DetailsProps {
  readonly typed: Typed
  readonly change: (typed: Typed) => void
  readonly pages: number | null
}

function Details({ typed, change, pages }: DetailsProps) {
  const translate = useTranslate()
  return (
    <>
      <TextField
        size="small"
        label={translate('page.myFiles.note')}
        value={typed.note}
        onChange={event => change({ ...typed, note: event.target.value })}
      />
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        {(pages ?? 1) > 1 &&
          (['firstPage', 'lastPage'] as const).map(key => (
            <TextField
              key={key}
              size="small"
              label={translate(`page.myFiles.${key}`, { max: pages ?? 1 })}
              value={typed[key]}
              sx={{ width: 150 }}
              slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              onChange={event => change({ ...typed, [key]: event.target.value.replaceAll(/\D/g, '') })}
            />
          ))}
        <TextField
          size="small"
          type="date"
          label={translate('page.myFiles.validUntil')}
          value={typed.validUntil}
          slotProps={{ inputLabel: { shrink: true } }}
          onChange={event => change({ ...typed, validUntil: event.target.value })}
        />
      </Stack>
    </>
  )
}
