import { Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo } from 'react'
import type { DeskActions } from './useDeskActions.ts'

interface ItemButtonsProps {
  readonly act: DeskActions['act']
  readonly canWrite: boolean
  readonly isOpen: boolean
  /** Nothing is typed. */
  readonly isBlank: boolean
  readonly isFlagged: boolean
  readonly hasProposal: boolean
  readonly files: number
  readonly toList: (() => void) | null
  readonly toEvidence: (() => void) | null
}

/**
 * Every key has a button: for fingers, and to learn the keys by. They know of the item only what they show, so that most
 * keys leave them as they are.
 */
export const ItemButtons = memo(function ItemButtons(props: ItemButtonsProps) {
  const { act, canWrite, isOpen, isBlank, isFlagged, hasProposal, files, toList, toEvidence } = props
  const translate = useTranslate()
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
          {translate('score.act.evidence', { count: files })}
        </Button>
      )}
      <Button
        variant="contained"
        disabled={!canWrite || !isOpen || (!hasProposal && isBlank)}
        onClick={() => act('accept')}
      >
        {translate(isBlank ? 'score.act.accept' : 'score.act.next')} <Key name="↵" />
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
      <Button variant="outlined" disabled={!canWrite || !isOpen} aria-pressed={isFlagged} onClick={() => act('flag')}>
        {translate(isFlagged ? 'score.act.unflag' : 'score.act.flag')} <Key name="F" />
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
})

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
