/** What a key does at the desk. */
export type DeskAction =
  | 'next'
  | 'previous'
  | 'accept'
  | 'reason'
  | 'flag'
  | 'ask'
  | 'nextFile'
  | 'previousFile'
  | 'nextOpen'
  | 'undo'
  | 'help'
  | 'submit'
  | 'type'
  | 'erase'

/** Where the focus is: the list or nothing, the input of the points, a file, a button or link, any other input. */
export type KeyPlace = 'list' | 'points' | 'file' | 'button' | 'text'

export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
}

const LETTERS: Readonly<Record<string, DeskAction>> = {
  j: 'next',
  k: 'previous',
  r: 'reason',
  f: 'flag',
  q: 'ask',
  n: 'nextFile',
  p: 'previousFile',
  g: 'nextOpen',
  u: 'undo',
  '?': 'help',
  '？': 'help',
}

/**
 * What a key means. Nothing while somebody composes Chinese, in inputs other than that of the points, with Alt, and where
 * the place has a use of its own for the key: Enter on a button, arrows in a file, digits in the points.
 */
export function keyAction(pressed: PressedKey, place: KeyPlace): DeskAction | null {
  const { key } = pressed
  if (pressed.isComposing || key === 'Process' || pressed.altKey || place === 'text') return null
  if (pressed.ctrlKey || pressed.metaKey) return key === 'Enter' ? 'submit' : null
  const letter = LETTERS[key.toLowerCase()]
  if (letter) return letter
  if (key === 'Enter') return place === 'button' ? null : 'accept'
  if (key === 'ArrowDown' || key === 'ArrowUp')
    return place === 'file' ? null : key === 'ArrowDown' ? 'next' : 'previous'
  if (place === 'points') return null
  if (/^[\d.。]$/.test(key)) return 'type'
  return key === 'Backspace' && place === 'list' ? 'erase' : null
}
