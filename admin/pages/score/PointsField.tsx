import { Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { DeskItem } from './deskItem.ts'
import { isOpen } from './deskItems.ts'
import type { DeskStore } from './deskStore.ts'
import type { Entry } from './entry.ts'
import { itemName } from './useDesk.ts'

interface PointsFieldProps {
  readonly item: DeskItem
  readonly entry: Entry
  readonly store: DeskStore
  readonly isBad: boolean
}

/** The points of the item in work; whoever stays in the list types them there. */
export function PointsField({ item, entry, store, isBad }: PointsFieldProps) {
  const translate = useTranslate()
  const { points } = item.indicator
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'flex-start' }}>
      <TextField
        label={translate('score.points')}
        value={entry.text}
        disabled={!isOpen(item) || !store.isWritable}
        error={isBad}
        helperText={isBad ? translate('score.said.points', { max: points }) : undefined}
        onChange={event => store.change(item.key, { text: event.target.value.replace('。', '.').slice(0, 6) })}
        slotProps={{
          inputLabel: { shrink: true },
          htmlInput: {
            'data-points': true,
            inputMode: 'decimal',
            autoComplete: 'off',
            'aria-label': `${itemName(item)} ${translate('score.points')}`,
            style: { fontSize: 22, fontWeight: 650, width: 96, textAlign: 'right' },
          },
        }}
      />
      <Typography sx={{ pt: 1.5 }}>{translate('score.maximum', { points })}</Typography>
    </Stack>
  )
}
