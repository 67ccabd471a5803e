/** The GraphQL contract as the screens see it. */

export type * from './allocation.ts'
export type * from './answer.ts'
export type * from './award.ts'
export type * from './bid.ts'
export type * from './catalogue.ts'
export type * from './declaration.ts'
export type * from './demand.ts'
export type * from './identity.ts'
export type * from './parties.ts'
export type * from './review.ts'
export type * from './tender.ts'
export type * from './watch.ts'
