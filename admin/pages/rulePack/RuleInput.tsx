import { Box, Chip, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ReactNode, useId } from 'react'
import { ruleField, ruleWord, UNIT_NAMES } from '#domain/ruleFields.ts'
import { CHOICES } from './choices.ts'
import { useErrorAt, usePackEditor } from './PackEditor.tsx'
import { getIn, namesOf, type PackPath, pathText } from './packPath.ts'

const inputStyle = {
  height: 34,
  px: 1,
  font: 'inherit',
  color: 'text.primary',
  bgcolor: 'background.default',
  border: 1,
  borderRadius: '6px',
}

interface FieldFrameProps {
  readonly path: PackPath
  readonly children: (ids: { readonly input: string; readonly error: string | undefined }) => ReactNode
}

/** A field of the rules: its name, source and meaning beside the input, and what is wrong right below it. */
export function RuleFieldFrame({ path, children }: FieldFrameProps) {
  const translate = useTranslate()
  const id = useId()
  const { content, language } = usePackEditor()
  const error = useErrorAt(path)
  const field = ruleField(namesOf(content, path))
  const named = ruleField(namesOf(content, path.slice(0, -1)))
  const ofName = path.at(-1) === 'zh' ? 'page.rulePack.nameZh' : path.at(-1) === 'en' ? 'page.rulePack.nameEn' : null
  const label = ofName
    ? `${named?.name[language] ?? ''} · ${translate(ofName)}`
    : (field?.name[language] ?? pathText(path))
  return (
    <Box
      id={pathText(path)}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: '190px 220px 1fr' },
        columnGap: 2,
        rowGap: 0.5,
        py: 1,
        alignItems: 'start',
      }}
    >
      <Typography component="label" htmlFor={id} sx={{ pt: 0.75, fontWeight: 550 }}>
        {label}
      </Typography>
      <Stack sx={{ gap: 0.5 }}>
        {children({ input: id, error: error ? `${id}-error` : undefined })}
        {error && (
          <Typography id={`${id}-error`} variant="body2" color="error" role="alert">
            {error}
          </Typography>
        )}
      </Stack>
      {field && (
        <Stack direction="row" sx={{ gap: 1, alignItems: 'flex-start', pt: 0.75 }}>
          <Chip size="small" variant="outlined" label={translate(`page.rulePack.source.${field.source}`)} />
          <Typography variant="body2" color="textSecondary">
            {field.meaning[language]} {field.basis}
          </Typography>
        </Stack>
      )}
    </Box>
  )
}

/** A field of the rules that is a number, a choice, a yes or no, or a text. */
export function RuleInput({ path }: { readonly path: PackPath }) {
  return <RuleFieldFrame path={path}>{ids => <BareInput path={path} {...ids} />}</RuleFieldFrame>
}

interface BareInputProps {
  readonly path: PackPath
  readonly input?: string
  readonly error?: string | undefined
  /** Where no visible label stands beside it, such as in a table. */
  readonly label?: string
  readonly width?: number | string
}

/** The input alone. */
export function BareInput({ path, input, error, label, width = '100%' }: BareInputProps) {
  const { content, language, isLocked, set } = usePackEditor()
  const names = namesOf(content, path)
  const value = getIn(content, path)
  const wrong = useErrorAt(path)
  const shared = {
    id: input,
    'aria-label': label,
    'aria-invalid': wrong !== null,
    'aria-describedby': error,
    disabled: isLocked,
    title: wrong ?? undefined,
  }
  const sx = { ...inputStyle, width, borderColor: wrong ? 'error.main' : 'divider' }
  const choices = choicesAt(names, value)
  if (choices) {
    const asText = String(value)
    return (
      <Box
        component="select"
        {...shared}
        value={asText}
        onChange={(event: React.ChangeEvent<HTMLSelectElement>) =>
          set(path, choices.find(one => String(one) === event.target.value) ?? event.target.value)
        }
        sx={sx}
      >
        {!choices.some(one => String(one) === asText) && <option value={asText}>—</option>}
        {choices.map(one => (
          <option key={String(one)} value={String(one)}>
            {choiceText(one, names, language)}
          </option>
        ))}
      </Box>
    )
  }
  const isText = typeof value === 'string' && !isNumberField(names)
  const unit = UNIT_NAMES[ruleField(names)?.unit ?? ''][language]
  return (
    <Stack
      direction="row"
      sx={{ gap: 0.75, alignItems: 'center', justifyContent: label === undefined ? 'flex-start' : 'flex-end' }}
    >
      <Box
        component="input"
        {...shared}
        value={value === undefined || value === null ? '' : String(value)}
        inputMode={isText ? 'text' : 'decimal'}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          set(path, isText ? event.target.value : numberOf(event.target.value))
        }
        sx={{ ...sx, textAlign: isText ? 'left' : 'right', minWidth: 0 }}
      />
      {unit && label === undefined && (
        <Typography component="span" color="textSecondary" sx={{ minWidth: 28 }}>
          {unit}
        </Typography>
      )}
    </Stack>
  )
}

/** What was typed as a number; the text itself while it is none, so that the check can say so. */
function numberOf(text: string): number | string {
  return /^-?\d+$/.test(text.trim()) ? Number(text.trim()) : text
}

const TEXT_FIELDS = /(^|\.)(zh|en|code|schema)$/

function isNumberField(names: readonly string[]): boolean {
  return !TEXT_FIELDS.test(names.join('.'))
}

function choicesAt(names: readonly string[], value: unknown): readonly (string | number | boolean | null)[] | null {
  if (typeof value === 'boolean') return [true, false]
  const path = ruleField(names)?.path ?? ''
  return Object.hasOwn(CHOICES, path) ? (CHOICES[path] ?? null) : null
}

function choiceText(choice: string | number | boolean | null, names: readonly string[], language: 'zh' | 'en'): string {
  if (choice === true) return { zh: '是', en: 'yes' }[language]
  if (choice === false) return { zh: '否', en: 'no' }[language]
  if (choice === null) return '—'
  return typeof choice === 'number' ? String(choice) : ruleWord(choice, names)[language]
}
