/** Bytes of standard base64 text as the API writes them, quick enough for thousands of envelopes. @throws for other text */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text)
  const bytes = new Uint8Array(characters.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i)
  return bytes
}

/** {@link bytesOfBase64}, null for anything that is no base64. */
export function readBase64(text: unknown): Uint8Array<ArrayBuffer> | null {
  try {
    return typeof text === 'string' ? bytesOfBase64(text) : null
  } catch {
    return null
  }
}

/** The value of a JSON text; null for anything else. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Whether a value is an object with these fields as texts. */
export function hasTexts<Key extends string>(
  value: unknown,
  ...keys: readonly Key[]
): value is Readonly<Record<Key, string>> {
  if (typeof value !== 'object' || value === null) return false
  return keys.every(key => Object.hasOwn(value, key) && typeof Reflect.get(value, key) === 'string')
}
