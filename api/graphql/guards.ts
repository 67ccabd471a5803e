import type { GraphQLObjectType, GraphQLSchema } from 'graphql'
import { isObjectType } from 'graphql'

interface Guarded {
  readonly extensions: { readonly pothosOptions?: { readonly authScopes?: unknown } }
}

/**
 * Deny by default, checked when the schema is built: every root field and every object type must say who may see it.
 * @returns what has no guard; `checked` is how many places were looked at
 */
export function findUnguarded(schema: GraphQLSchema): {
  readonly unguarded: readonly string[]
  readonly checked: number
} {
  const unguarded: string[] = []
  let checked = 0
  const look = (place: string, item: unknown) => {
    checked++
    if (!(item as Guarded).extensions.pothosOptions?.authScopes) unguarded.push(place)
  }
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  for (const root of roots) for (const field of fields(root)) look(`${root?.name}.${field.name}`, field)
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__')) look(type.name, type)
  return { unguarded, checked }
}

const fields = (type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {})
