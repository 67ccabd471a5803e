import { randomUUID } from 'node:crypto'
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { dbActorOf, type SignedIn } from '../../api/context.ts'
import { type Action, type Actor, may, ROLES } from '../../api/domain/permissions.ts'
import type { Stage } from '../../api/domain/stage.ts'
import { buildSchema } from '../../api/graphql/schema.ts'
import { NOBODY } from '../../api/platform/dbActor.ts'
import { playTiny } from '../support/campaign.ts'
import { type Person, TEST_PASSWORD, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const schema = buildSchema()
type Field = GraphQLField<unknown, unknown>
const fieldsOf = (type: 'Query' | 'Mutation'): readonly Field[] =>
  Object.values((type === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {})

/** Walled tables whose rows have an id of their own. */
const TABLES = [
  'declaration',
  'demand_report',
  'demand_line',
  'answer',
  'sealed_bid',
  'review_sheet',
  'sample',
  'objection',
  'contract',
  'recusal',
  'session',
  'proposal',
  'expert_tie',
  'clarification',
  'expert_key',
  'blind_sample',
  'stored_file',
  'similarity_flag',
  'complaint',
] as const

/** The tables whose ids are put into arguments. */
const AS_ARGUMENT = ['declaration', 'contract', 'sealed_bid', 'demand_line', 'review_sheet', 'session']

interface Walker {
  readonly role: Actor
  readonly person: Person
  /** Ids behind the walls, one or more of every table, that are not this person's to see. */
  readonly foreign: ReadonlyMap<string, readonly string[]>
}

const walkers: Walker[] = []
let tenderId = ''
let roundId = ''
let runId = ''

beforeAll(async () => {
  const { campaign } = await playTiny(platform)
  tenderId = campaign.tenderId
  const hash = await platform.command.passwords.hash(TEST_PASSWORD)
  const { db } = platform
  await db.tx(tx => tx.run('UPDATE app_user SET password_hash = $1, totp_sealed = NULL', [hash]))
  roundId = (await db.prisma.priceRound.findFirstOrThrow({ where: { tenderId } })).id
  runId = (await db.prisma.allocationRun.findFirstOrThrow({ where: { tenderId, adoptedAt: { not: null } } })).id
  for (const role of ROLES) walkers.push(await walkerOf(role))
  walkers.push({ role: 'public', person: platform.anonymous(), foreign: await foreignTo(null) })
}, 240_000)

async function walkerOf(role: Actor): Promise<Walker> {
  const user = await platform.db.prisma.user.findFirstOrThrow({ where: { role }, orderBy: { login: 'asc' } })
  const person = await platform.person(user.login)
  const someone = { ...user, userId: user.id } as unknown as SignedIn
  return { role, person, foreign: await foreignTo(someone) }
}

async function foreignTo(someone: SignedIn | null): Promise<ReadonlyMap<string, readonly string[]>> {
  const db = platform.command.db.as(someone ? dbActorOf(someone) : NOBODY)
  const foreign = new Map<string, readonly string[]>()
  for (const table of TABLES) {
    const sql = `SELECT id::text AS id FROM ${table} ORDER BY id`
    const seen = new Set((await db.tx(tx => tx.rows<{ id: string }>(sql))).map(row => row.id))
    const all = await platform.db.tx(tx => tx.rows<{ id: string }>(sql))
    const hidden = all.flatMap(row => (seen.has(row.id) ? [] : [row.id]))
    if (hidden.length > 0) foreign.set(table, hidden)
  }
  return foreign
}

// ── documents made from the schema ────────────────────────────────────────────

/** Everything that can be asked of a type without arguments, two relations deep. */
function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type)
  if (!isObjectType(named)) return 'getTypes' in named ? '{__typename ...on Refusal{violations{code path}}}' : ''
  const parts = Object.values(named.getFields()).flatMap(field => {
    if (field.args.some(arg => isNonNullType(arg.type))) return []
    const inner = getNamedType(field.type)
    if (!isObjectType(inner)) return 'getTypes' in inner ? [] : [field.name]
    return depth > 0 ? [`${field.name}${selection(field.type, depth - 1)}`] : []
  })
  return `{__typename ${parts.join(' ')}}`
}

/** Where ids stand in the arguments of a field: `filter.ids`, `lots.0.lotId` … */
function idPaths(field: Field): readonly string[] {
  const walk = (type: GraphQLInputType, path: string): string[] => {
    const bare = getNullableType(type)
    if (isListType(bare)) return walk(bare.ofType, `${path}.0`)
    if (isInputObjectType(bare))
      return Object.values(bare.getFields()).flatMap(one => walk(one.type, `${path}.${one.name}`))
    return String(bare) === 'ID' ? [path] : []
  }
  return field.args.flatMap(arg => walk(arg.type, arg.name))
}

/** Arguments with the ids put at a path: required ones and those on the way to it. */
function argumentsOf(field: Field, at: string | null, ids: readonly string[]): Record<string, unknown> {
  const make = (type: GraphQLInputType, path: string): unknown => {
    const bare = getNullableType(type)
    if (isListType(bare)) {
      const isHere = at === `${path}.0` && String(getNullableType(bare.ofType)) === 'ID'
      return isHere ? ids : [make(bare.ofType, `${path}.0`)]
    }
    if (isInputObjectType(bare))
      return Object.fromEntries(
        Object.values(bare.getFields()).flatMap(one => {
          const inner = `${path}.${one.name}`
          const wanted = isNonNullType(one.type) || at === inner || at?.startsWith(`${inner}.`)
          return wanted ? [[one.name, make(one.type, inner)]] : []
        }),
      )
    if (isEnumType(bare)) return bare.getValues()[0]?.name
    if (path === at) return ids[0]
    return SAMPLES[path.split('.').at(-1) ?? '']?.() ?? SAMPLES[String(bare)]?.()
  }
  const wanted = field.args.filter(arg => isNonNullType(arg.type) || at === arg.name || at?.startsWith(`${arg.name}.`))
  return Object.fromEntries(wanted.map(arg => [arg.name, make(arg.type, arg.name)]))
}

const SAMPLES: Readonly<Record<string, () => unknown>> = {
  tenderId: () => tenderId,
  roundId: () => roundId,
  runId: () => runId,
  ID: () => '00000000-0000-4000-8000-000000000000',
  String: () => 'x',
  Int: () => 1,
  Float: () => 1,
  Boolean: () => false,
  JSON: () => ({}),
  Base64: () => 'AAAA',
  Fen: () => '1',
  BigInt: () => '1',
  DateTime: () => '2040-01-01T00:00:00.000Z',
}

/** The answer as text, with the ids that were asked for made alike. */
async function answer(
  walker: Walker,
  field: Field,
  kind: 'query' | 'mutation',
  args: Record<string, unknown>,
  depth = 2,
) {
  const given = field.args.filter(arg => arg.name in args)
  const head = given.length > 0 ? `(${given.map(arg => `$${arg.name}:${arg.type}`).join(',')})` : ''
  const call = given.length > 0 ? `(${given.map(arg => `${arg.name}:$${arg.name}`).join(',')})` : ''
  const query = `${kind}${head}{${field.name}${call}${selection(field.type, depth)}}`
  const response = await walker.person.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: args }),
  })
  return `${response.status} ${await response.text()}`
}

const alike = (text: string, ids: readonly string[]): string =>
  ids.reduce((rest, id) => rest.replaceAll(id, 'ID'), text).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')

const strangers = (count: number) => Array.from({ length: count }, () => randomUUID())

/** Asks with one foreign id of every table after the other, and once with one that nobody has. */
async function sameAsNothing(walker: Walker, field: Field, kind: 'query' | 'mutation', at: string) {
  // Who may not ask at all is refused before an id is looked at.
  const isAsked = may(walker.role, field.name as Action)
  const one = (table: string) => walker.foreign.get(table)?.slice(0, 1) ?? []
  const each = isAsked ? AS_ARGUMENT.map(one).filter(ids => ids.length > 0) : [strangers(1)]
  const all = at.endsWith('.0') ? [each.flat()] : each
  const random = strangers(all[0]?.length ?? 1)
  const nothing = alike(await answer(walker, field, kind, argumentsOf(field, at, random), 1), random)
  const answers = await Promise.all(all.map(ids => answer(walker, field, kind, argumentsOf(field, at, ids), 1)))
  for (const [i, text] of answers.entries())
    expect(alike(text, all[i] ?? []), `${walker.role} ${field.name} ${at}`).toBe(nothing)
}

/** In which the parties have something to do that takes an id. */
const WALKED_STAGES: readonly Stage[] = [
  'demand',
  'declaration',
  'bidRound1',
  'review',
  'award',
  'allocation',
  'contracts',
]
const NOT_WALKED = ['logout', 'login', 'endOtherSessions', 'changePassword', 'resetPassword']

describe('another tenant’s object behaves like one that does not exist', () => {
  it('has something behind the walls for every party', () => {
    const hidden = new Map(walkers.map(walker => [walker.role, [...walker.foreign.keys()]]))
    for (const role of ['supplier', 'hospital', 'distributor', 'expert', 'cityBureau', 'public'] as const)
      expect(hidden.get(role), role).toEqual(expect.arrayContaining(['contract', 'demand_line', 'sealed_bid']))
  })

  it('takes ids in root fields only', () => {
    const deeper = Object.values(schema.getTypeMap()).flatMap(type =>
      isObjectType(type) && !['Query', 'Mutation', 'Subscription'].includes(type.name) && !type.name.startsWith('__')
        ? Object.values(type.getFields()).filter(field => idPaths(field).length > 0)
        : [],
    )
    expect(deeper).toEqual([])
  })

  it.each([...ROLES, 'public'] as const)('for %s: no list, whatever is asked, names what is hidden', async role => {
    const walker = walkerFor(role)
    const hidden = new Set([...walker.foreign.values()].flat())
    for (const field of fieldsOf('Query')) {
      const text = await answer(walker, field, 'query', { ...argumentsOf(field, null, []), ...everything(field) })
      expect(
        text.startsWith('200') || !may(role, field.name as Action),
        `${role} ${field.name} ${text.slice(0, 300)}`,
      ).toBe(true)
      expect(text).not.toContain('INTERNAL_SERVER_ERROR')
      const leaked = [...text.matchAll(UUIDS)].map(match => match[0]).filter(id => hidden.has(id))
      expect(leaked, `${role} ${field.name}`).toEqual([])
    }
  })

  it.each([...ROLES, 'public'] as const)('for %s: in every argument of every query', async role => {
    const walker = walkerFor(role)
    for (const field of fieldsOf('Query'))
      for (const at of idPaths(field)) await sameAsNothing(walker, field, 'query', at)
  })

  it('in every argument of every command of the parties', async () => {
    for (const stage of WALKED_STAGES) {
      await platform.db.tx(tx => tx.run('UPDATE tender SET stage = $2 WHERE id = $1', [tenderId, stage]))
      for (const walker of walkers) {
        if (['office', 'admin', 'public'].includes(walker.role)) continue
        for (const field of fieldsOf('Mutation')) {
          if (NOT_WALKED.includes(field.name) || !may(walker.role, field.name as Action)) continue
          for (const at of idPaths(field).filter(path => path !== 'tenderId'))
            await sameAsNothing(walker, field, 'mutation', at)
        }
      }
    }
  }, 240_000)

  it.each([...ROLES, 'public'] as const)('for %s: in every address of a file', async role => {
    const { person, foreign } = walkerFor(role)
    const ids = [...foreign.values()].flatMap(list => list.slice(0, 1))
    for (const address of ADDRESSES)
      expect(new Set(await Promise.all([...ids, randomUUID()].map(id => fetched(person, address(id), id)))).size).toBe(
        1,
      )
  })
})

const UUIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

const ADDRESSES: readonly ((id: string) => string)[] = [
  id => `/documents/contract/${id}`,
  id => `/documents/opening-record/${id}`,
  id => `/documents/sealing-kit/${id}`,
  id => `/documents/demand-form/${id}`,
  id => `/evidence/${id}/scores.json`,
  id => `/log/audit.json?tenderId=${id}`,
]

async function fetched(person: Person, address: string, id: string): Promise<string> {
  const response = await person.fetch(address)
  return `${response.status} ${alike(await response.text(), [id])}`
}

const everything = (field: Field): Record<string, unknown> =>
  field.args.some(arg => arg.name === 'perPage') ? { perPage: 1000 } : {}

function walkerFor(role: Actor): Walker {
  const walker = walkers.find(one => one.role === role)
  if (!walker) throw new Error(role)
  return walker
}
