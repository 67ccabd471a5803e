/** A look into a spreadsheet file before a reader sees it, with nothing but what browsers and servers both have. */

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const MAX_COMMENT = 0xffff
const MAX_ENTRIES = 1000
const STORED = 0
const DEFLATED = 8
const SHEET = /^xl\/worksheets\/.*\.xml$/

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: Uint8Array<ArrayBuffer>
}

/**
 * How many rows the sheets of a file have. Unpacks every entry, but never more than `maxBytes` in all: what the file
 * says about its own sizes is not believed.
 */
export async function unzippedRows(bytes: Uint8Array, maxBytes: number): Promise<number | 'notZip' | 'tooLarge'> {
  const entries = entriesOf(new Uint8Array(bytes))
  if (entries === null) return 'notZip'
  let left = maxBytes
  let rows = 0
  for (const { name, method, packed } of entries) {
    const content = await unpack(method, packed, left)
    if (typeof content === 'string') return content
    left -= content.length
    if (SHEET.test(name)) rows += (new TextDecoder().decode(content).match(/<(\w+:)?row[\s/>]/g) ?? []).length
  }
  return rows
}

function entriesOf(bytes: Uint8Array<ArrayBuffer>): readonly Entry[] | null {
  const view = new DataView(bytes.buffer)
  const end = findEnd(view)
  if (end < 0) return null
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) return null
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) return null
    const nameBytes = view.getUint16(at + 28, true)
    const packed = packedOf(view, bytes, view.getUint32(at + 42, true), view.getUint32(at + 20, true))
    if (packed === null) return null
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes))
    entries.push({ name, method: view.getUint16(at + 10, true), packed })
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at--)
    if (view.getUint32(at, true) === END_SIGNATURE) return at
  return -1
}

function packedOf(view: DataView, bytes: Uint8Array<ArrayBuffer>, local: number, size: number) {
  if (local + LOCAL_BYTES > view.byteLength || view.getUint32(local, true) !== LOCAL_SIGNATURE) return null
  const from = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  return from + size <= view.byteLength ? bytes.slice(from, from + size) : null
}

async function unpack(
  method: number,
  packed: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Promise<Uint8Array | 'notZip' | 'tooLarge'> {
  if (method === STORED) return packed.length > maxBytes ? 'tooLarge' : packed
  if (method !== DEFLATED) return 'notZip'
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      size += piece.value.length
      if (size > maxBytes) {
        await reader.cancel()
        return 'tooLarge'
      }
      parts.push(new Uint8Array(piece.value))
    }
  } catch {
    return 'notZip'
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}
