import { MenuItem, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { StandardField } from '#domain/sampleStandard.ts'
import type { FieldVerdict } from '#domain/sampleVerdict.ts'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { BlindSample, Tender } from '../contract/index.ts'
import { OVERRIDE_VERDICT } from '../documents/samples.ts'
import { currentLocale } from '../i18n/locale.ts'
import { useStandards } from './useSampleReview.ts'

/** A field's name in the language of the page. */
export const fieldName = (field: StandardField): string => (currentLocale() === 'zh' ? field.name.zh : field.name.en)

/** Names of a lot's fields by code. */
function useFieldNames(tenderId: string, lot: string): (code: string) => string {
  const translate = useTranslate()
  const standards = useStandards(tenderId)
  const fields = standards.data?.sampleStandards.find(one => one.lot === lot)?.fields ?? []
  return code => {
    const field = fields.find(one => one.code === code)
    return field ? fieldName(field) : translate(`sampleFailure.${code}`, { _: code })
  }
}

/** A verdict in words: the field, what was found, the limit. */
export function useFailureWords(tenderId: string, lot: string): (verdict: FieldVerdict) => string {
  const translate = useTranslate()
  const nameOf = useFieldNames(tenderId, lot)
  return ({ field, value, limit }) =>
    value === '' ? nameOf(field) : translate('sample.failure', { field: nameOf(field), value, limit })
}

interface FailureProps {
  readonly tenderId: string
  readonly lot: string
  readonly verdicts: readonly FieldVerdict[]
}

/** What failed, with value and limit; and what two people decided otherwise than the limits. */
export function FailureText({ tenderId, lot, verdicts }: FailureProps) {
  const translate = useTranslate()
  const words = useFailureWords(tenderId, lot)
  const told = verdicts.filter(one => one.passed === false || one.override !== null)
  if (told.length === 0) return <>—</>
  return (
    <Stack component="span" sx={{ gap: 0.25 }}>
      {told.map(one => (
        <Typography key={one.field} component="span" variant="body2" color={one.passed ? 'textPrimary' : 'error'}>
          {words(one)}
          {one.override !== null &&
            translate(one.passed ? 'sample.overruledPass' : 'sample.overruledFail', { reason: one.override })}
        </Typography>
      ))}
    </Stack>
  )
}

/** Two people let a field of a signed result stand otherwise than computed, with their reason. */
export function OverrideButton({ tender, sample }: { readonly tender: Tender; readonly sample: BlindSample }) {
  const translate = useTranslate()
  const words = useFailureWords(tender.id, sample.lot.code)
  const [field, setField] = useState('')
  const [reason, setReason] = useState('')
  const open = sample.verdicts.filter(one => one.passed !== null && one.override === null)
  const chosen = open.find(one => one.field === field)
  return (
    <VerbButton
      verb="overrideVerdict"
      document={OVERRIDE_VERDICT}
      look="text"
      variables={{
        tenderId: tender.id,
        blindCode: sample.blindCode,
        field,
        passed: !(chosen?.passed ?? false),
        reason: reason.trim(),
      }}
      facts={[
        [translate('sample.field.blindCode'), sample.blindCode],
        [
          translate('sample.field.newVerdict'),
          chosen ? translate(chosen.passed ? 'status.failed' : 'status.passed') : '—',
        ],
      ]}
      incomplete={!chosen || reason.trim() === ''}
    >
      <Stack sx={{ gap: 1.5 }}>
        <TextField
          select
          label={translate('sample.field.field')}
          value={field}
          onChange={event => setField(event.target.value)}
        >
          {open.map(one => (
            <MenuItem key={one.field} value={one.field}>
              {words(one)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          multiline
          minRows={2}
          label={translate('field.reason')}
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
      </Stack>
    </VerbButton>
  )
}
