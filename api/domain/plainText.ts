/**
 * Whether a text can be stored, hashed and printed as it is: no U+0000, which PostgreSQL cannot hold, and no lone
 * surrogate, which has no UTF-8 form.
 */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}
