/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section identity. */
export interface User {
  readonly id: string
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly hospitalId: string | null
  readonly supplierId: string | null
  readonly distributorId: string | null
  readonly expertId: string | null
  readonly cityId: string | null
  readonly provinceId: string | null
  readonly body: string | null
  readonly locale: string
}

export interface UserInput {
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly password: string
  readonly orgCode?: string | null
  readonly body?: string | null
}
