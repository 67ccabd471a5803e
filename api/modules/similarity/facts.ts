import { type SharedFact, type SupplierFact, sharedFacts } from '#domain/sharedFacts.ts'
import type { Tx } from '../../platform/db.ts'
import * as store from './findStore.ts'

/** How strong a sign each shared fact is, in hundredths of a percent. */
const STRENGTH = {
  sameFile: 10_000,
  sameLicence: 9_500,
  sameMoment: 9_000,
  sameAuthorAndProgram: 6_000,
  sameDevice: 6_000,
  sameAuthor: 5_000,
  sameAddress: 4_000,
  relatedGroup: 3_000,
} as const

/** Names that programs write when nobody set one. */
const NOBODY =
  /^(user|users|admin|administrator|microsoft|windows|pc|hp|lenovo|dell|asus|acer|wps|unknown|author|用户|管理员|作者)?$/i

const flagOf =
  <T>(kind: store.NewFlag['kind'], strength: number, fileOf: (fact: T) => string | null = () => null) =>
  ({ key, a, b }: SharedFact<T>): store.NewFlag => ({
    kind,
    supplierA: a.supplierId,
    supplierB: b.supplierId,
    sharedKey: key,
    strength,
    fileA: fileOf(a.of),
    fileB: fileOf(b.of),
  })

/** Files of two suppliers with the same content. */
function sameFiles(files: readonly store.ComparedFile[], suppliers: number): store.NewFlag[] {
  const facts = files.map(of => ({ supplierId: of.supplierId, key: of.sha256, of }))
  return sharedFacts(facts, suppliers).map(flagOf('sameFile', STRENGTH.sameFile, file => file.fileId))
}

/** Different files that name the same author, or were made at the same second by the same program. */
function sameMakers(makers: readonly store.Maker[], suppliers: number): store.NewFlag[] {
  const named = makers.filter(one => !NOBODY.test(one.author))
  const facts = (keyOf: (maker: store.Maker) => string, of: readonly store.Maker[]): SupplierFact<store.Maker>[] =>
    of.map(maker => ({ supplierId: maker.supplierId, key: keyOf(maker), of: maker }))
  const made = makers.filter(one => one.created !== '' && one.program !== '')
  const moments = facts(one => `moment ${one.created} ${one.program}`, made)
  const programs = facts(
    one => `author ${one.author} program ${one.program}`,
    named.filter(one => one.program !== ''),
  )
  const flag = (strength: number) => flagOf<store.Maker>('sameMaker', strength, maker => maker.fileId)
  const found = [
    ...sharedFacts(moments, suppliers).map(flag(STRENGTH.sameMoment)),
    ...sharedFacts(programs, suppliers).map(flag(STRENGTH.sameAuthorAndProgram)),
    ...sharedFacts(
      facts(one => `author ${one.author}`, named),
      suppliers,
    ).map(flag(STRENGTH.sameAuthor)),
  ]
  // Of the same content there is a stronger flag.
  const contents = new Map(makers.map(one => [one.fileId, one.sha256]))
  return strongest(found.filter(one => contents.get(one.fileA ?? '') !== contents.get(one.fileB ?? '')))
}

/** Files sent or people signed in from the same address, the stronger when the browser is the same, too. */
function sameOrigins(origins: readonly store.Origin[], suppliers: number): store.NewFlag[] {
  const facts = (keyOf: (origin: store.Origin) => string, of: readonly store.Origin[]): SupplierFact<null>[] =>
    of.map(origin => ({ supplierId: origin.supplierId, key: keyOf(origin), of: null }))
  const devices = facts(
    one => `device ${one.address} ${one.agentHash.slice(0, 16)}`,
    origins.filter(one => one.agentHash !== ''),
  )
  // An address that many share is a network, not a place: its devices do not count either.
  const places = sharedFacts(
    facts(one => `address ${one.address}`, origins),
    suppliers,
  )
  const shared = new Set(places.map(place => place.key.slice('address '.length)))
  return strongest([
    ...sharedFacts(devices, suppliers)
      .filter(({ key }) => shared.has(key.split(' ')[1] ?? ''))
      .map(flagOf('sameOrigin', STRENGTH.sameDevice)),
    ...places.map(flagOf('sameOrigin', STRENGTH.sameAddress)),
  ])
}

function related(register: Awaited<ReturnType<typeof store.loadRegister>>): store.NewFlag[] {
  const facts = (keyOf: (one: (typeof register)[number]) => string | null): SupplierFact<null>[] =>
    register.flatMap(one => {
      const key = keyOf(one)
      return key ? [{ supplierId: one.id, key, of: null }] : []
    })
  const all = register.length
  return [
    ...sharedFacts(
      facts(one => one.licenceNo && `licence ${one.licenceNo}`),
      all,
    ).map(flagOf('related', STRENGTH.sameLicence)),
    ...sharedFacts(
      facts(one => one.relatedGroup && `group ${one.relatedGroup}`),
      all,
    ).map(flagOf('related', STRENGTH.relatedGroup)),
  ]
}

/** Of several flags of one pair the strongest: the weaker ones say the same with less. */
function strongest(flags: readonly store.NewFlag[]): store.NewFlag[] {
  const best = new Map<string, store.NewFlag>()
  for (const flag of flags) {
    const pair = `${flag.supplierA} ${flag.supplierB}`
    const known = best.get(pair)
    if (!known || known.strength < flag.strength) best.set(pair, flag)
  }
  return [...best.values()]
}

/** The flags that follow from facts: the same file, the same maker, the same place or device, related registration. */
export async function findSharedFacts(tx: Tx, tenderId: string): Promise<readonly store.NewFlag[]> {
  const register = await store.loadRegister(tx, tenderId)
  const suppliers = register.length
  return [
    ...sameFiles(await store.loadFiles(tx, tenderId), suppliers),
    ...sameMakers(await store.loadMakers(tx, tenderId), suppliers),
    ...sameOrigins(await store.loadOrigins(tx, tenderId), suppliers),
    ...related(register),
  ]
}
