/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section catalogue. */
export interface Province {
  readonly id: string
  readonly code: string
  readonly name: string
}

export interface City {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly province: Province
}

export interface Hospital {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly level: string
  readonly city: City
}

export interface Variety {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly pinyin: string
}

export interface Spec {
  readonly id: string
  readonly code: string
  readonly grade: string
  readonly standard: unknown
  readonly variety: Variety
}

export interface HospitalInput {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly cityCode: string
}
