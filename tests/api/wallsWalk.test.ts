/** Over 300 lines: one walk over the whole schema; its parts share what they found. */
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

/** Walled tables without an id of their own: their rows are told only beside those of the tables they belong to. */
const WITHOUT_ID = [
  'allocation_cell',
  'award_letter_file',
  'city_default',
  'contract_line',
  'contract_signature',
  'custody_event',
  'declaration_total',
  'distribution_offer',
  'distributor_pick',
  'dry_run_lot',
  'item_result',
  'low_price_case',
  'notice_delivery',
  'oidc_identity',
  'opened_bid',
  'opening_share',
  'passkey',
  'password_reset',
  'question_author',
  'ranking_entry',
  'recovery_code',
  'sample_link',
  'sample_photo',
  'score',
  'score_draft',
  'share_hand_in',
  'stored_blob',
  'supplier_choice',
  'upload_piece',
  'verdict_override',
]

/** Walled tables as the catalogue has them: a new one is walked without being named here. */
const WALLED = `SELECT c.relname AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'id'
    AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped) AS "hasId"
  FROM pg_class c WHERE c.relrowsecurity AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`
/** Of these a rehearsal leaves no row behind that anybody may not see: tests of their own try them. */
const NOTHING_TO_HIDE = [
  'case_file',
  'draft_comment',
  'dry_run',
  'expert_tie',
  'file_upload',
  'question',
  'review_question',
  'review_reminder',
  'rule_pack_draft',
  'similarity_decision',
]
let tables: readonly { readonly name: string; readonly hasId: boolean }[] = []

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
  tables = await db.tx(tx => tx.rows(WALLED))
  await plantComplaint()
  for (const role of ROLES) walkers.push(await walkerOf(role))
  walkers.push({ role: 'public', person: platform.anonymous(), foreign: await foreignTo(null) })
}, 240_000)

/** An objection and a complaint of the last supplier, which the walking supplier is not. */
const plantComplaint = () =>
  platform.db.tx(tx =>
    tx.run(
      `WITH objected AS (
         INSERT INTO objection (notice_id, supplier_id, text, raised_at, outcome, answer, answered_at)
         SELECT n.id, (SELECT supplier_id FROM app_user WHERE role = 'supplier' ORDER BY login DESC LIMIT 1), 'x', now(), 'dismissed', 'x', now()
         FROM notice n WHERE n.tender_id = $1 ORDER BY n.serial LIMIT 1 RETURNING id, supplier_id)
       INSERT INTO complaint (tender_id, objection_id, supplier_id, text, filed_at, accept_by)
       SELECT $1, id, supplier_id, 'x', now(), now() FROM objected`,
      [tenderId],
    ),
  )

async function walkerOf(role: Actor): Promise<Walker> {
  const user = await platform.db.prisma.user.findFirstOrThrow({ where: { role }, orderBy: { login: 'asc' } })
  const person = await platform.person(user.login)
  const someone = { ...user, userId: user.id } as unknown as SignedIn
  return { role, person, foreign: await foreignTo(someone) }
}

async function foreignTo(someone: SignedIn | null): Promise<ReadonlyMap<string, readonly string[]>> {
  const db = platform.command.db.as(someone ? dbActorOf(someone) : NOBODY)
  const foreign = new Map<string, readonly string[]>()
  for (const { name: table, hasId } of tables) {
    if (!hasId) continue
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

  it('knows every walled table', () => {
    expect(tables.filter(one => !one.hasId).map(one => one.name)).toEqual(WITHOUT_ID)
    const seen = new Set(walkers.flatMap(walker => [...walker.foreign.keys()]))
    const bare = tables.filter(one => one.hasId && !seen.has(one.name)).map(one => one.name)
    expect(bare).toEqual(NOTHING_TO_HIDE)
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
    expect(await namedThoughHidden(walker)).toEqual([])
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

describe('a hole in the walls', () => {
  it('is found by the walk', async () => {
    expect(await namedThoughHidden(walkerFor('supplier'))).toEqual([])
    const each = (sql: (table: string) => string) =>
      platform.db.tx(async tx => {
        for (const { name } of tables) await tx.run(sql(name))
      })
    await each(name => `CREATE POLICY hole ON ${name} USING (true)`)
    // The other lists limit themselves as well.
    expect(await namedThoughHidden(walkerFor('supplier'))).toEqual(['complaints', 'lowPriceCases'])
    await each(name => `DROP POLICY hole ON ${name}`)
  })
})

/** The lists that name something behind the walls, whatever is asked. */
async function namedThoughHidden(walker: Walker): Promise<string[]> {
  const hidden = new Set([...walker.foreign.values()].flat())
  const leaks: string[] = []
  for (const field of fieldsOf('Query')) {
    const text = await answer(walker, field, 'query', { ...argumentsOf(field, null, []), ...everything(field) })
    const said = `${walker.role} ${field.name} ${text.slice(0, 300)}`
    expect(text.startsWith('200') || !may(walker.role, field.name as Action), said).toBe(true)
    expect(text).not.toContain('INTERNAL_SERVER_ERROR')
    if ([...text.matchAll(UUIDS)].some(match => hidden.has(match[0]))) leaks.push(field.name)
  }
  return leaks
}

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
