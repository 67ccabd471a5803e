import SchemaBuilder from '@pothos/core'
import PrismaPlugin from '@pothos/plugin-prisma'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { GraphQLError, Kind } from 'graphql'
import { type Action, may, mayConfirm } from '#domain/permissions.ts'
import { violation } from '#domain/violation.ts'
import { Refusal, type RequestContext } from '../context.ts'
import type PrismaTypes from '../platform/prisma/pothos.ts'
import { getDatamodel } from '../platform/prisma/pothos.ts'

interface SchemaTypes {
  PrismaTypes: PrismaTypes
  Context: RequestContext
  DefaultFieldNullability: false
  /** Every root field and type names one of these; `checkGuards` refuses to start otherwise. */
  AuthScopes: { may: Action; confirm: Action; signedIn: boolean; anyone: boolean }
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    Fen: { Input: bigint; Output: bigint }
    BigInt: { Input: bigint; Output: bigint }
    Base64: { Input: Uint8Array; Output: Uint8Array }
    JSON: { Input: unknown; Output: unknown }
  }
}

/** The same with Pothos' defaults filled in: what its generic types ask for. */
export type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ScopeAuthPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  prisma: {
    client: ctx => ctx.db.prisma,
    dmmf: getDatamodel(),
    filterConnectionTotalCount: true,
    onUnusedQuery: null,
  },
  scopeAuth: {
    authScopes: ctx => ({
      may: (action: Action) => may(ctx.actor?.role ?? 'public', action),
      confirm: (action: Action) => mayConfirm(ctx.actor?.role ?? 'public', action),
      signedIn: ctx.actor !== null,
      anyone: true,
    }),
    runScopesOnType: true,
    // Without it a subscription is only judged when its first event comes.
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, ctx) => new Refusal([violation(ctx.actor ? 'forbidden' : 'notSignedIn')]),
  },
})

const text = (value: unknown, what: string): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new GraphQLError(`${what} expected`)
}

const whole = (what: string) => (value: unknown) => {
  const digits = text(value, what)
  if (!/^-?\d{1,18}$/.test(digits)) throw new GraphQLError(`${what}: a whole number as decimal text expected`)
  return BigInt(digits)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const NOBODY = '00000000-0000-0000-0000-000000000000'

builder.scalarType('ID', {
  description: 'A UUID. Anything else names nothing: it is answered like the id of an object that does not exist.',
  serialize: value => String(value),
  parseValue: value => (typeof value === 'string' && UUID.test(value) ? value : NOBODY),
})
builder.scalarType('Fen', {
  description: 'Integer fen (1/100 CNY) as a decimal string.',
  serialize: value => String(value),
  parseValue: whole('Fen'),
})
builder.scalarType('BigInt', {
  description: 'Integer as a decimal string.',
  serialize: value => String(value),
  parseValue: whole('BigInt'),
})
builder.scalarType('DateTime', {
  description: 'ISO 8601 instant in UTC.',
  serialize: value => value.toISOString(),
  parseValue: value => {
    const date = new Date(text(value, 'DateTime'))
    if (Number.isNaN(date.getTime())) throw new GraphQLError('DateTime: an ISO 8601 instant expected')
    return date
  },
})
builder.scalarType('Base64', {
  description: 'Bytes in base64.',
  serialize: value => Buffer.from(value).toString('base64'),
  parseValue: value => {
    const encoded = text(value, 'Base64')
    const bytes = Buffer.from(encoded, 'base64')
    if (bytes.toString('base64') !== encoded) throw new GraphQLError('Base64: canonical base64 expected')
    return new Uint8Array(bytes)
  },
})
builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: value => value,
  parseValue: value => value,
  parseLiteral: node => {
    if (node.kind === Kind.STRING || node.kind === Kind.BOOLEAN) return node.value
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value)
    if (node.kind === Kind.NULL) return null
    throw new GraphQLError('JSON: pass objects and lists as variables')
  },
})

builder.queryType({ authScopes: { anyone: true } })
builder.mutationType({ authScopes: { anyone: true } })
builder.subscriptionType({ authScopes: { anyone: true } })
