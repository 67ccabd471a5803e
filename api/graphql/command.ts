import type { InputFieldMap, InputShapeFromFields, ObjectRef } from '@pothos/core'
import type { Action } from '#domain/permissions.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'
import { Refusal, type RequestContext } from '../context.ts'
import { builder, type Types } from './builder.ts'

export const ViolationType = builder.objectRef<Violation>('Violation').implement({
  authScopes: { anyone: true },
  fields: t => ({
    code: t.exposeString('code'),
    path: t.exposeString('path', { nullable: true }),
    message: t.string({ resolve: (v, _args, ctx) => violationText(v, ctx.locale) }),
  }),
})

/** A refusal as a value: GraphQL takes every returned Error for a thrown one. */
class RefusalValue {
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[]) {
    this.violations = violations
  }
}

const RefusalType = builder.objectRef<RefusalValue>('Refusal').implement({
  description: 'The request was understood and refused; nothing was changed.',
  authScopes: { anyone: true },
  fields: t => ({ violations: t.field({ type: [ViolationType], resolve: r => [...r.violations] }) }),
})

export interface Done {
  readonly count: number
}

export const DoneType = builder.objectRef<Done>('Done').implement({
  authScopes: { anyone: true },
  fields: t => ({ ok: t.boolean({ resolve: () => true }), count: t.exposeInt('count') }),
})

/** Declares `union NAME = MEMBER | Refusal`. One per kind of success. */
export function resultUnion<T>(name: string, member: ObjectRef<Types, T>) {
  return builder.unionType(name, {
    types: [member, RefusalType],
    resolveType: value => (value instanceof RefusalValue ? RefusalType : member),
  })
}

export const DoneResult = resultUnion('DoneResult', DoneType)

type ArgBuilder = PothosSchemaTypes.FieldBuilder<Types, object>['arg']

/**
 * A mutation named after its action: the permission table guards it, refusals become the typed member of its result,
 * anything else is a bug and is masked outside.
 */
export function command<Args extends InputFieldMap, Result>(
  action: Action,
  type: ReturnType<typeof resultUnion<Result>>,
  args: (arg: ArgBuilder) => Args,
  run: (ctx: RequestContext, args: InputShapeFromFields<Args>) => Promise<Result>,
): void {
  builder.mutationField(action, t =>
    t.field({
      type: type as never,
      args: args(t.arg as never),
      authScopes: { may: action },
      unauthorizedResolver: (_root: unknown, _args: unknown, ctx: RequestContext) =>
        new RefusalValue([violation(ctx.actor ? 'forbidden' : 'notSignedIn')]) as never,
      resolve: (async (_root: unknown, values: InputShapeFromFields<Args>, ctx: RequestContext) => {
        try {
          return await run(ctx, values)
        } catch (error) {
          if (error instanceof Refusal) return new RefusalValue(error.violations)
          throw error
        }
      }) as never,
    } as never),
  )
}
