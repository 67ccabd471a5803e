import { Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { DeskItem } from './deskItem.ts'
import { isOpen } from './deskItems.ts'
import type { Entry } from './entry.ts'
import type { DeskActions } from './useDeskActions.ts'

interface ItemButtonsProps {
  readonly item: DeskItem
  readonly entry: Entry
  readonly actions: DeskActions
  readonly canWrite: boolean
  readonly toList: (() => void) | null
  readonly toEvidence: (() => void) | null
}

/** Every key has a button: for fingers, and to learn the keys by. */
export function ItemButtons({ item, entry, actions, canWrite, toList, toEvidence }: ItemButtonsProps) {
  const translate = useTranslate()
  const { act } = actions
  const hasProposal = item.answer?.proposedCenti !== null && item.answer !== null
  const count = item.answer?.evidence.length ?? 0
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.75,
        '& > *': { minHeight: { xs: 44, md: 34 }, flexGrow: { xs: 1, md: 0 } },
      }}
    >
      {toEvidence && (
        <Button variant="outlined" onClick={toEvidence}>
          {translate('score.act.evidence', { count })}
        </Button>
      )}
      <Button
        variant="contained"
        disabled={!canWrite || !isOpen(item) || (!hasProposal && entry.text === '')}
        onClick={() => act('accept')}
      >
        {translate(entry.text === '' ? 'score.act.accept' : 'score.act.next')} <Key name="↵" />
      </Button>
      <Button variant="outlined" onClick={() => act('previous')}>
        {translate('score.act.previous')} <Key name="K" />
      </Button>
      <Button variant="outlined" onClick={() => act('next')}>
        {translate('score.act.next')} <Key name="J" />
      </Button>
      <Button variant="outlined" disabled={!canWrite} onClick={() => act('reason')}>
        {translate('score.act.reason')} <Key name="R" />
      </Button>
      <Button
        variant="outlined"
        disabled={!canWrite || !isOpen(item)}
        aria-pressed={entry.flagged}
        onClick={() => act('flag')}
      >
        {translate(entry.flagged ? 'score.act.unflag' : 'score.act.flag')} <Key name="F" />
      </Button>
      <Button variant="outlined" onClick={() => act('ask')}>
        {translate('score.act.ask')} <Key name="Q" />
      </Button>
      <Button variant="outlined" onClick={() => act('nextOpen')}>
        {translate('score.act.nextOpen')} <Key name="G" />
      </Button>
      <Button variant="outlined" disabled={!canWrite} onClick={() => act('undo')}>
        {translate('score.act.undo')} <Key name="U" />
      </Button>
      {toList && (
        <Button variant="outlined" onClick={toList}>
          {translate('score.act.list')}
        </Button>
      )}
    </Box>
  )
}

function Key({ name }: { readonly name: string }) {
  return (
    <Box
      component="kbd"
      aria-hidden
      sx={{ ml: 0.75, font: 'inherit', fontSize: 12, display: { xs: 'none', md: 'inline' } }}
    >
      {name}
    </Box>
  )
}
