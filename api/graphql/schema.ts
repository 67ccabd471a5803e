import type { GraphQLSchema } from 'graphql'
import { builder } from './builder.ts'
import { findUnguarded } from './guards.ts'
import '../modules/alliance/schema.ts'
import '../modules/allocation/schema.ts'
import '../modules/audit/schema.ts'
import '../modules/award/lowPriceSchema.ts'
import '../modules/award/schema.ts'
import '../modules/awardLetter/schema.ts'
import '../modules/bid/schema.ts'
import '../modules/catalogue/schema.ts'
import '../modules/contract/schema.ts'
import '../modules/dashboard/schema.ts'
import '../modules/declaration/schema.ts'
import '../modules/declaration/evidenceSchema.ts'
import '../modules/declaration/expirySchema.ts'
import '../modules/demand/schema.ts'
import '../modules/evaluation/reviewSchema.ts'
import '../modules/evaluation/schema.ts'
import '../modules/evaluation/verbs.ts'
import '../modules/evidence/schema.ts'
import '../modules/expert/schema.ts'
import '../modules/expert/drawSchema.ts'
import '../modules/file/schema.ts'
import '../modules/identity/accountSchema.ts'
import '../modules/identity/factorSchema.ts'
import '../modules/identity/schema.ts'
import '../modules/job/schema.ts'
import '../modules/notice/schema.ts'
import '../modules/objection/complaintSchema.ts'
import '../modules/objection/schema.ts'
import '../modules/proposal/schema.ts'
import '../modules/rulePack/schema.ts'
import '../modules/sample/schema.ts'
import '../modules/similarity/schema.ts'
import '../modules/supplier/schema.ts'
import '../modules/tender/schema.ts'
import '../modules/tenderDocument/schema.ts'

/**
 * The whole schema.
 * @throws Error naming every root field or type without a guard: such a schema is never served
 */
export function buildSchema(): GraphQLSchema {
  const schema = builder.toSchema()
  const { unguarded } = findUnguarded(schema)
  if (unguarded.length > 0) throw new Error(`no authScopes on: ${unguarded.join(', ')}`)
  return schema
}
