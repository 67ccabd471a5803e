import { Box, Typography } from '@mui/material'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslate } from 'ra-core'
import { memo, useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { DeskItem } from './deskItem.ts'
import type { DeskStore } from './deskStore.ts'
import { ItemRow, ROW_LOOK, rowId } from './ItemRow.tsx'

const ROW = 38
const TOUCH_ROW = 58
const SUBJECT_HEAD = 30
const SUPPLIER_HEAD = 62

interface ItemListProps {
  readonly store: DeskStore
  readonly go: (key: string) => void
  readonly onChosen: () => void
  readonly isTouch: boolean
}

const headHeight = (heads: DeskItem['heads']) =>
  heads === 'supplier' ? SUPPLIER_HEAD : heads === 'subject' ? SUBJECT_HEAD : 0

/** All items that the filter shows; only the rows in the window are drawn. It has the focus from the start. */
export const ItemList = memo(function ItemList({ store, go, onChosen, isTouch }: ItemListProps) {
  const translate = useTranslate()
  const items = useSyncExternalStore(store.subscribe, () => store.visible)
  const current = useSyncExternalStore(store.subscribe, () => store.current)
  const frame = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: index => (isTouch ? TOUCH_ROW : ROW) + headHeight(shownHeads(items, index)),
    getItemKey: index => items[index]?.key ?? index,
    overscan: 6,
  })
  const at = items.findIndex(item => item.key === current)
  const hasRow = virtualizer.getVirtualItems().some(row => row.index === at)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heads of other items
  useEffect(() => virtualizer.measure(), [items, isTouch])
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' })
  }, [at, virtualizer])
  useEffect(() => {
    if (!isTouch) frame.current?.focus({ preventScroll: true })
  }, [isTouch])
  const choose = useCallback(
    (key: string) => {
      go(key)
      if (store.current === key) onChosen()
    },
    [go, onChosen, store],
  )
  return (
    <Box
      ref={frame}
      role="listbox"
      tabIndex={0}
      aria-label={translate('score.list')}
      aria-activedescendant={current && hasRow ? rowId(current) : undefined}
      data-items={items.length}
      sx={{
        height: '100%',
        overflow: 'auto',
        border: 1,
        borderColor: 'divider',
        borderRadius: '10px',
        bgcolor: 'background.paper',
        ...ROW_LOOK,
      }}
    >
      {items.length === 0 ? (
        <Typography role="option" aria-selected={false} color="textSecondary" sx={{ p: 2 }}>
          {translate('score.filter.none')}
        </Typography>
      ) : (
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map(row => {
            const item = items[row.index]
            return item ? (
              <ItemRow
                key={item.key}
                item={item}
                heads={shownHeads(items, row.index)}
                store={store}
                top={row.start}
                index={row.index}
                count={items.length}
                choose={choose}
                isTouch={isTouch}
              />
            ) : null
          })}
        </div>
      )}
    </Box>
  )
})

/** A filter may leave out the item that carried the head. */
function shownHeads(items: readonly DeskItem[], index: number): DeskItem['heads'] {
  const [item, before] = [items[index], items[index - 1]]
  if (!item) return null
  if (!before || before.sheet.supplierName !== item.sheet.supplierName || before.sheet.phase !== item.sheet.phase)
    return 'supplier'
  return before.sheet.subjectKey === item.sheet.subjectKey ? null : 'subject'
}
