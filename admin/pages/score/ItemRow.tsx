import { useTranslate } from 'ra-core'
import { memo, useSyncExternalStore } from 'react'
import { points } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import type { DeskItem } from './deskItem.ts'
import { isArbitration, isReasonDue } from './deskItems.ts'
import type { DeskStore } from './deskStore.ts'
import { centiOf, type Entry, isDone, isReasonMissing, isUnreadable } from './entry.ts'

/** The id of an item's row in the page. */
export const rowId = (key: string): string => `item-${key.replaceAll(' ', '-')}`

/** Styles of all rows in one place: a thousand rows of styled components would be slow. */
export const ROW_LOOK = {
  '& .head': { px: 1.5, fontSize: 13, fontWeight: 600, lineHeight: '30px', overflow: 'hidden', whiteSpace: 'nowrap' },
  '& .supplier': { fontSize: 14, fontWeight: 650, bgcolor: 'action.hover', lineHeight: '32px' },
  '& .row': {
    display: 'flex',
    alignItems: 'center',
    gap: 0.75,
    px: 1.5,
    height: 38,
    cursor: 'pointer',
    borderTop: 1,
    borderColor: 'divider',
    whiteSpace: 'nowrap',
  },
  '& .touch .row': { height: 58 },
  '& .row[aria-selected=true]': { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: -2 },
  '& .name': { flex: '1 1 0', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .mark': { flexShrink: 0, fontSize: 12, color: 'warning.main', fontWeight: 600 },
  '& .points': { flexShrink: 0, fontVariantNumeric: 'tabular-nums', fontWeight: 650, minWidth: 60, textAlign: 'right' },
  '& .open': { color: 'text.secondary', fontWeight: 400 },
  '& .bad': { color: 'error.main' },
} as const

interface ItemRowProps {
  readonly item: DeskItem
  readonly heads: DeskItem['heads']
  readonly store: DeskStore
  readonly top: number
  readonly index: number
  readonly count: number
  readonly choose: (key: string) => void
  readonly isTouch: boolean
}

/** One item in the list: it is drawn anew only when its own entry changes, or whether it is in work. */
export const ItemRow = memo(function ItemRow({ item, heads, store, top, index, count, choose, isTouch }: ItemRowProps) {
  const translate = useTranslate()
  const entry = useSyncExternalStore(store.subscribe, () => store.entry(item.key))
  const isCurrent = useSyncExternalStore(store.subscribe, () => store.current === item.key)
  const { sheet } = item
  return (
    <div
      role="presentation"
      className={isTouch ? 'touch' : undefined}
      style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${top}px)` }}
    >
      {heads === 'supplier' && (
        <div role="presentation" className="head supplier">
          {sheet.supplierName}
          {sheet.phase === 'second' && ` · ${translate('reviewPhase.second')}`}
        </div>
      )}
      {heads && (
        <div role="presentation" className="head">
          {translate(`score.group.${sheet.subjectKey.split(':')[0]}`)}
          {sheet.subjectKey !== 'company' && ` · ${sheet.subjectName}`}
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names its active row */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the listbox are those of the desk */}
      <div
        id={rowId(item.key)}
        className="row"
        role="option"
        aria-selected={isCurrent}
        aria-posinset={index + 1}
        aria-setsize={count}
        onClick={() => choose(item.key)}
      >
        <span>{item.indicator.code}</span>
        <span className="name">{item.indicator.name[currentLocale()]}</span>
        <Marks item={item} entry={entry} />
        <Given item={item} entry={entry} />
      </div>
    </div>
  )
})

function Marks({ item, entry }: { readonly item: DeskItem; readonly entry: Entry }) {
  const translate = useTranslate()
  const marks = [
    isArbitration(item.sheet) && translate('score.arbitration'),
    (isReasonDue(item) || isReasonMissing(item, entry)) && entry.reason.trim() === '' && translate('score.reasonDue'),
    entry.flagged && `⚑ ${translate('score.flagged')}`,
  ].filter(Boolean)
  return marks.length > 0 ? <span className="mark">{marks.join(' ')}</span> : null
}

/** Points with a sign and a word for what they are: nobody needs the colour. */
function Given({ item, entry }: { readonly item: DeskItem; readonly entry: Entry }) {
  const translate = useTranslate()
  if (isUnreadable(item, entry)) return <span className="points bad">✗ {entry.text}</span>
  const centi = centiOf(item, entry)
  if (centi === null) return <span className="points open">{translate('score.unscored')}</span>
  const sign = item.sheet.status === 'submitted' ? '✓✓' : isDone(item, entry) ? '✓' : '…'
  return (
    <span className="points">
      {sign} {points(centi)}
    </span>
  )
}
