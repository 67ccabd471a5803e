import { Button, MenuItem, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { useTender, useTenderChoice } from '../../data/TenderContext.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { CopyPreview } from './CopyPreview.tsx'
import type { Desk } from './deskState.ts'

/** Answers and evidence of an earlier campaign, shown before they are taken over; nothing is there without one. */
export function CopyPanel({ desk }: { readonly desk: Desk }) {
  const translate = useTranslate()
  const [isOpened, setOpened] = useState(false)
  const [chosenId, choose] = useState<string | null>(null)
  const { tenders } = useTenderChoice()
  // The newest comes first: what stands behind this one is older.
  const earlier = tenders.slice(tenders.findIndex(one => one.id === desk.tender.id) + 1)
  const source = earlier.find(one => one.id === chosenId) ?? earlier[0]
  const last = useTender(isOpened ? (source?.id ?? null) : null)
  if (!source || desk.live.length === 0) return null
  return (
    <Panel
      title={translate('declare.copy')}
      hint={translate('declare.copyHint', { tender: source.title })}
      actions={
        !isOpened && (
          <Button variant="outlined" onClick={() => setOpened(true)}>
            {translate('declare.copyShow')}
          </Button>
        )
      }
    >
      {isOpened && (
        <Stack sx={{ gap: 1.5 }}>
          {earlier.length > 1 && (
            <TextField
              select
              size="small"
              label={translate('declare.copySource')}
              value={source.id}
              onChange={event => choose(event.target.value)}
              sx={{ maxWidth: 480 }}
            >
              {earlier.map(one => (
                <MenuItem key={one.id} value={one.id}>
                  {one.code} {one.title}
                </MenuItem>
              ))}
            </TextField>
          )}
          {last.data && <CopyPreview key={last.data.id} desk={desk} last={last.data} done={() => setOpened(false)} />}
        </Stack>
      )}
    </Panel>
  )
}
