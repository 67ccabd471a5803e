import { Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { ruleField } from '#domain/ruleFields.ts'
import { useErrorAt, usePackEditor } from './PackEditor.tsx'
import { getIn, namesOf, type PackPath, pathText } from './packPath.ts'
import { BareInput } from './RuleInput.tsx'

interface EntryTableProps {
  readonly path: PackPath
  /** The number of each entry beside its code and names. */
  readonly amount: string
}

/** A list of entries with code, names and a number, such as strata, tiers or credit levels. */
export function EntryTable({ path, amount }: EntryTableProps) {
  const translate = useTranslate()
  const { content, language, isLocked, set } = usePackEditor()
  const value = getIn(content, path)
  const entries: readonly unknown[] = Array.isArray(value) ? value : []
  const names = namesOf(content, path)
  const heads = ['code', 'name', 'name', amount].map(name => ruleField([...names, '*', name])?.name[language] ?? name)
  const title = ruleField(names)?.name[language] ?? pathText(path)
  const columns = [
    [heads[0] ?? '', 110],
    [translate('page.rulePack.nameZh'), 200],
    [translate('page.rulePack.nameEn'), 200],
    [heads[3] ?? '', 80],
  ] as const
  const cells = (index: number): readonly (readonly [PackPath, string, number])[] => [
    [[...path, index, 'code'], `${heads[0]} ${index + 1}`, 110],
    [[...path, index, 'name', 'zh'], `${translate('page.rulePack.nameZh')} ${index + 1}`, 200],
    [[...path, index, 'name', 'en'], `${translate('page.rulePack.nameEn')} ${index + 1}`, 200],
    [[...path, index, amount], `${heads[3]} ${index + 1}`, 80],
  ]
  return (
    <Box
      component="fieldset"
      id={pathText(path)}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, m: 0, my: 1, p: 1.5, minWidth: 0 }}
    >
      <Typography component="legend" sx={{ fontWeight: 550, px: 0.5 }}>
        {title}
      </Typography>
      <ErrorAt path={path} />
      <Stack sx={{ gap: 0.75 }}>
        <Stack
          direction="row"
          aria-hidden
          sx={{ gap: 1, display: { xs: 'none', md: 'flex' }, color: 'text.secondary' }}
        >
          {columns.map(([label, width]) => (
            <Typography key={label} variant="body2" sx={{ width, boxSizing: 'border-box' }}>
              {label}
            </Typography>
          ))}
        </Stack>
        {entries.map((_entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place while its code is being typed
          <Stack key={index} direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'flex-start' }}>
            {cells(index).map(([at, label, width]) => (
              <Stack key={label}>
                <BareInput path={at} label={label} width={width} />
                <ErrorAt path={at} />
              </Stack>
            ))}
            <Button
              size="small"
              disabled={isLocked}
              aria-label={`${translate('page.rulePack.remove')} ${title} ${index + 1}`}
              onClick={() =>
                set(
                  path,
                  entries.filter((_, at) => at !== index),
                )
              }
            >
              {translate('page.rulePack.remove')}
            </Button>
          </Stack>
        ))}
      </Stack>
      <Button
        size="small"
        disabled={isLocked}
        onClick={() => set(path, [...entries, { code: '', name: { zh: '', en: '' }, [amount]: 1 }])}
      >
        {translate('page.rulePack.add')} {title}
      </Button>
    </Box>
  )
}

/** What is wrong at a place, if anything. */
export function ErrorAt({ path }: { readonly path: PackPath }) {
  const error = useErrorAt(path)
  if (!error) return null
  return (
    <Typography variant="body2" color="error" role="alert">
      {error}
    </Typography>
  )
}
