import { randomInt } from 'node:crypto'

/** Without 0/O, 1/I/L: people read codes to each other, and scanners send capitals. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 10

const draw = (prefix: string) =>
  prefix + Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** The code on a delivery note. */
export const deliveryCode = (): string => draw('YP')

/** A blind code: pure chance, so that nothing that anybody knows leads to it. */
export const blindCode = (): string => draw('M')
