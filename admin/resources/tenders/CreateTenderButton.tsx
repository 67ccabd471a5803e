import { Checkbox, FormControlLabel, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Province, Spec } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { PROVINCES, SPECS } from '../../documents/registers.ts'
import { CREATE_TENDER } from '../../documents/tenderCommands.ts'
import { CheckGrid } from '../../ui/CheckGrid.tsx'
import { specName } from '../../ui/names.ts'

const NONE: ReadonlySet<string> = new Set()

/** Starts a campaign: code, title, member provinces and the specs to buy. */
export function CreateTenderButton() {
  const translate = useTranslate()
  const navigate = useNavigate()
  const [code, setCode] = useState('')
  const [title, setTitle] = useState('')
  const [isRehearsal, setRehearsal] = useState(false)
  const [provinces, setProvinces] = useState(NONE)
  const [specs, setSpecs] = useState(NONE)
  const incomplete = code.trim() === '' || title.trim() === '' || provinces.size === 0 || specs.size === 0
  return (
    <VerbButton
      verb="createTender"
      document={CREATE_TENDER}
      wide
      incomplete={incomplete}
      variables={() => ({
        code: code.trim(),
        title: title.trim(),
        isRehearsal,
        provinceCodes: [...provinces],
        specCodes: [...specs],
      })}
      onDone={done => navigate(`/tenders/${(done as { id: string }).id}/show`)}
    >
      <TextField
        label={translate('field.code')}
        value={code}
        onChange={event => setCode(event.target.value)}
        required
      />
      <TextField
        label={translate('field.title')}
        value={title}
        onChange={event => setTitle(event.target.value)}
        required
      />
      <FormControlLabel
        label={translate('page.tender.rehearsalHint')}
        control={<Checkbox checked={isRehearsal} onChange={(_, checked) => setRehearsal(checked)} />}
      />
      <Choices provinces={provinces} setProvinces={setProvinces} specs={specs} setSpecs={setSpecs} />
    </VerbButton>
  )
}

interface ChoicesProps {
  readonly provinces: ReadonlySet<string>
  readonly setProvinces: (codes: ReadonlySet<string>) => void
  readonly specs: ReadonlySet<string>
  readonly setSpecs: (codes: ReadonlySet<string>) => void
}

function Choices({ provinces, setProvinces, specs, setSpecs }: ChoicesProps) {
  const translate = useTranslate()
  const allProvinces = useAll<Province>('provinces', PROVINCES, {})
  const allSpecs = useAll<Spec>('specs', SPECS, {})
  return (
    <>
      <CheckGrid
        title={translate('field.provinces')}
        options={(allProvinces.data ?? []).map(province => [province.code, province.name])}
        chosen={provinces}
        choose={setProvinces}
      />
      <CheckGrid
        title={translate('field.specs')}
        options={(allSpecs.data ?? []).map(spec => [spec.code, specName(spec, translate)])}
        chosen={specs}
        choose={setSpecs}
      />
    </>
  )
}
