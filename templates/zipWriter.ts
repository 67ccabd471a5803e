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
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of files) {
    const content = Buffer.from(text)
    const packed = deflateRawSync(content, { level: 9 })
    const nameBytes = Buffer.from(name)
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
    const local = Buffer.concat([u32(LOCAL), common, nameBytes, packed])
    entries.push(Buffer.concat([u32(ENTRY), u16(VERSION), common, Buffer.alloc(12 - 2), u32(at), nameBytes]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.concat([
    u32(END),
    u32(0),
    u16(files.length),
    u16(files.length),
    u32(directory.length),
    u32(at),
    u16(0),
  ])
  return new Uint8Array(Buffer.concat([...locals, directory, end]))
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
