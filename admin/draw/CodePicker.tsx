import { Autocomplete, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { usePage } from '../data/useAsk.ts'

interface Coded {
  readonly code: string
  readonly name: string
}

interface CodePickerProps {
  /** The list's root field and its document, which filters by the free text `q`. */
  readonly list: 'experts' | 'suppliers'
  readonly document: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
  readonly onPick: (code: string) => void
}

const OFFERED = 20

/** Chooses one of a register by code or name. */
export function CodePicker({ list, document, label, hint, required = false, onPick }: CodePickerProps) {
  const translate = useTranslate()
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<Coded | null>(null)
  // What is shown for the one picked is no search of its own.
  const isSearch = picked === null || typed !== nameOf(picked)
  const filter = isSearch && typed.trim() !== '' ? { q: typed.trim() } : {}
  const asked = usePage<Coded>(list, document, { page: 1, perPage: OFFERED, sort: 'code', order: 'ASC', filter })
  return (
    <Autocomplete
      options={asked.data?.items ?? []}
      value={picked}
      loading={asked.isLoading}
      filterOptions={options => options}
      getOptionLabel={nameOf}
      isOptionEqualToValue={(one, other) => one.code === other.code}
      noOptionsText={translate('draw.recusal.noMatch')}
      loadingText={translate('app.loading')}
      onInputChange={(_event, text) => setTyped(text)}
      onChange={(_event, one) => {
        setPicked(one)
        onPick(one?.code ?? '')
      }}
      renderInput={field => <TextField {...field} label={label} required={required} helperText={hint} />}
    />
  )
}

const nameOf = ({ code, name }: Coded): string => `${code} ${name}`
