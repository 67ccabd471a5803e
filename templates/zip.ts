import { crc32, inflateRawSync } from 'node:zlib'

/** The files of an archive by name, or why there are none. */
export type Unzipped =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly reason: 'notZip' | 'tooLarge' }

const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const MAX_COMMENT = 0xffff
const ENTRY_SIGNATURE = 0x02014b50
const ENTRY_BYTES = 46
const LOCAL_SIGNATURE = 0x04034b50
const LOCAL_BYTES = 30
const STORED = 0
const DEFLATED = 8
const MAX_ENTRIES = 1000

const NOT_ZIP: Unzipped = { ok: false, reason: 'notZip' }
const TOO_LARGE: Unzipped = { ok: false, reason: 'tooLarge' }

/**
 * Unpacks an archive that may be hostile. What an entry says about its size is not believed: unpacking stops at
 * `maxBytes` for all files together. Only the plain form is read that spreadsheet programs write: one disk, no Zip64, no
 * encryption, stored or deflated, nothing before the first or after the last entry, no name twice.
 */
export function unzip(bytes: Uint8Array, maxBytes: number): Unzipped {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(zip)
  if (end < 0) return NOT_ZIP
  const count = zip.readUInt16LE(end + 10)
  const start = zip.readUInt32LE(end + 16)
  if (start + zip.readUInt32LE(end + 12) !== end || count > MAX_ENTRIES) return NOT_ZIP
  const files = new Map<string, Buffer>()
  let left = maxBytes
  let at = start
  for (let i = 0; i < count; i++) {
    const entry = readEntry(zip, at, end)
    if (!entry || files.has(entry.name)) return NOT_ZIP
    const content = unpack(entry, left)
    if (content === 'tooLarge') return TOO_LARGE
    if (content === null) return NOT_ZIP
    files.set(entry.name, content)
    left -= content.length
    at = entry.next
  }
  return at === end ? { ok: true, files } : NOT_ZIP
}

/** Where the end record stands: it is the last thing in the file but for a comment whose length it names. */
function findEnd(zip: Buffer): number {
  const last = zip.length - END_BYTES
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
    if (zip.readUInt32LE(at) === END_SIGNATURE && zip.readUInt16LE(at + 20) === last - at) return at
  }
  return -1
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: Buffer
  /** Where the next entry of the directory stands. */
  readonly next: number
}

function readEntry(zip: Buffer, at: number, end: number): Entry | null {
  if (at + ENTRY_BYTES > end || zip.readUInt32LE(at) !== ENTRY_SIGNATURE) return null
  const isEncrypted = (zip.readUInt16LE(at + 8) & 1) === 1
  const nameEnd = at + ENTRY_BYTES + zip.readUInt16LE(at + 28)
  const next = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  const local = zip.readUInt32LE(at + 42)
  if (isEncrypted || next > end || local + LOCAL_BYTES > end || zip.readUInt32LE(local) !== LOCAL_SIGNATURE) return null
  const from = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const to = from + zip.readUInt32LE(at + 20)
  if (to > end) return null
  const name = zip.toString('utf8', at + ENTRY_BYTES, nameEnd)
  return { name, method: zip.readUInt16LE(at + 10), packed: zip.subarray(from, to), next }
}

function unpack({ method, packed }: Entry, maxBytes: number): Buffer | 'tooLarge' | null {
  if (method === STORED) return packed.length > maxBytes ? 'tooLarge' : packed
  if (method !== DEFLATED) return null
  if (packed.length === 0) return null
  try {
    // The option must be above 0; one byte too many is told from the right number below.
    const content = inflateRawSync(packed, { maxOutputLength: maxBytes + 1 })
    return content.length > maxBytes ? 'tooLarge' : content
  } catch (error) {
    return error instanceof RangeError ? 'tooLarge' : null
  }
}

/** Packs files into an archive without compression. */
export function zipStored(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of files) {
    const nameBytes = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0) // version needed
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    parts.push(u32(LOCAL_SIGNATURE), common, nameBytes, content)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(u32(ENTRY_SIGNATURE), u16(20), common, tail, nameBytes)
    offset += LOCAL_BYTES + nameBytes.length + content.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.size, 4)
  end.writeUInt16LE(files.size, 6)
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, ...directory, u32(END_SIGNATURE), end])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
