import { useEffect } from 'react'
import { type DeskAction, type KeyPlace, keyAction } from './keyMap.ts'

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return 'list'
  if (target.closest('[role=dialog], [role=menu], .MuiModal-root, [role=separator], [role=combobox]')) return 'text'
  if (target.matches('input[data-points]')) return 'points'
  if (target.closest('input, textarea, select, [contenteditable]')) return 'text'
  if (target.closest('button, a, [role=button]')) return 'button'
  return target.closest('[data-evidence]') ? 'file' : 'list'
}

/** Keys of the desk, wherever the focus is, unless the place has a use of its own for them. */
export function useDeskKeys(act: (action: DeskAction, key: string) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const action = keyAction(event, placeOf(event.target))
      if (!action) return
      event.preventDefault()
      act(action, event.key)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [act])
}
