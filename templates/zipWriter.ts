import { crc32, deflateRawSync } from 'node:zlib'

/** 1980-01-01, the first day the format knows: the same files give the same archive. */
const DOS_DATE = 0x0021
const LOCAL = 0x04034b50
const ENTRY = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const UTF8_NAMES = 0x0800
const DEFLATED = 8

/** Packs files into an archive whose bytes depend on nothing but the files, in the given order. */
export function zip(files: readonly (readonly [name: string, content: string])[]): Uint8Array {
  const archive = openArchive()
  const parts = files.map(([name, text]) => archive.add(name, Buffer.from(text)))
  return new Uint8Array(Buffer.concat([...parts, archive.end()]))
}

/** An archive that is written piece by piece, so that it need not fit into memory: send what each call gives, in order. */
export interface OpenArchive {
  add(name: string, content: Uint8Array): Buffer
  end(): Buffer
}

/** Starts an archive. @param level 0 for what is packed already, such as PDFs */
export function openArchive(level = 9): OpenArchive {
  const entries: Buffer[] = []
  let at = 0
  return {
    add(name, content) {
      const packed = deflateRawSync(content, { level })
      const nameBytes = Buffer.from(name)
      const common = headerOf(content, packed, nameBytes)
      const local = Buffer.concat([u32(LOCAL), common, nameBytes, packed])
      entries.push(Buffer.concat([u32(ENTRY), u16(VERSION), common, Buffer.alloc(12 - 2), u32(at), nameBytes]))
      at += local.length
      return local
    },
    end() {
      const directory = Buffer.concat(entries)
      const count = u16(entries.length)
      return Buffer.concat([directory, u32(END), u32(0), count, count, u32(directory.length), u32(at), u16(0)])
    },
  }
}

/** What the entry and its line in the directory have in common. */
function headerOf(content: Uint8Array, packed: Uint8Array, nameBytes: Uint8Array): Buffer {
  const common = Buffer.alloc(26)
  common.writeUInt16LE(VERSION, 0)
  common.writeUInt16LE(UTF8_NAMES, 2)
  common.writeUInt16LE(DEFLATED, 4)
  common.writeUInt16LE(0, 6)
  common.writeUInt16LE(DOS_DATE, 8)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(content.length, 18)
  common.writeUInt16LE(nameBytes.length, 22)
  return common
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
