import { type Violation, violation } from './violation.ts'

/**
 * Whether a text can be stored, hashed and printed as it is: no U+0000, which PostgreSQL cannot hold, and no lone
 * surrogate, which has no UTF-8 form.
 */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}

/** Checks a text that somebody must write: not blank, storable, at most `max` characters. */
export function checkText(text: string, path: string, max: number): Violation[] {
  if (!isStorableText(text)) return [violation('notText', path)]
  if (text.trim() === '') return [violation('required', path)]
  return text.length > max ? [violation('tooLong', path, { max })] : []
}
