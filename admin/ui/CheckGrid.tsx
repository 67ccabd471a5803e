import { Box, Button, Checkbox, FormControlLabel, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'

interface CheckGridProps {
  readonly title: string
  readonly options: readonly (readonly [code: string, name: string])[]
  readonly chosen: ReadonlySet<string>
  readonly choose: (codes: ReadonlySet<string>) => void
}

/** Boxes to tick, with all and none, and the count beside the title. */
export function CheckGrid({ title, options, chosen, choose }: CheckGridProps) {
  const translate = useTranslate()
  function toggle(code: string) {
    const next = new Set(chosen)
    if (!next.delete(code)) next.add(code)
    choose(next)
  }
  return (
    <Box component="fieldset" sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', minWidth: 0 }}>
      <legend>
        {title} {chosen.size}/{options.length}
      </legend>
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button size="small" onClick={() => choose(new Set(options.map(([code]) => code)))}>
          {translate('app.all')}
        </Button>
        <Button size="small" onClick={() => choose(new Set())}>
          {translate('app.none')}
        </Button>
      </Stack>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
          maxHeight: 240,
          overflowY: 'auto',
        }}
      >
        {options.map(([code, name]) => (
          <FormControlLabel
            key={code}
            label={name}
            control={<Checkbox size="small" checked={chosen.has(code)} onChange={() => toggle(code)} />}
          />
        ))}
      </Box>
    </Box>
  )
}
