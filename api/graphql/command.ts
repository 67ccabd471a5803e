import type { InputFieldMap, InputShapeFromFields, ObjectRef } from '@pothos/core'
import { type Action, isCheckpointed, isSteppedUp, isTwoPerson } from '#domain/permissions.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'
import { Refusal, type RequestContext } from '../context.ts'
import { underTwoPeople } from '../modules/proposal/index.ts'
import { builder, type Types } from './builder.ts'
import { ProposalType } from './proposalType.ts'

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
  const union = builder.unionType(name, {
    types: [member, RefusalType],
    resolveType: value => (value instanceof RefusalValue ? RefusalType : member),
  })
  members.set(union, { name, member })
  return union
}

type ResultUnion<T> = ReturnType<typeof resultUnion<T>>

const members = new WeakMap<object, { readonly name: string; readonly member: ObjectRef<Types, unknown> }>()
const proposable = new Map<object, unknown>()

/** The same union for a two-person act: it may also answer that the act waits for its second person. */
function withProposal<T>(union: ResultUnion<T>): ResultUnion<T> {
  const of = members.get(union)
  if (!of) return union
  const known =
    proposable.get(union) ??
    builder.unionType(`Proposed${of.name}`, {
      types: [of.member, ProposalType, RefusalType],
      resolveType: value =>
        value instanceof RefusalValue ? RefusalType : isProposal(value) ? ProposalType : of.member,
    })
  proposable.set(union, known)
  return known as ResultUnion<T>
}

const isProposal = (value: unknown) => typeof value === 'object' && value !== null && 'argsHash' in value

export const DoneResult = resultUnion('DoneResult', DoneType)

type ArgBuilder = PothosSchemaTypes.FieldBuilder<Types, object>['arg']

/** Refuses a weighty act when the second factor was shown more than five minutes ago. */
function checkFresh({ holder: { session } }: RequestContext): void {
  if (session?.factor === 'done' && !session.isFresh) throw new Refusal([violation('stepUpNeeded')])
}

/** When a two-person act is one, and what of it must not be kept in clear. */
export interface SecondPersonRule<Args> {
  readonly secrets?: readonly string[]
  /** Whether this call is the weighty one that wants a fresh second factor; left out, every call is. */
  readonly weighty?: (args: Args) => boolean
  /** Whether this call needs a second person; left out, every call does. */
  readonly needed?: (ctx: RequestContext, args: Args) => Promise<boolean>
}

/**
 * A mutation named after its action: the permission table guards it, an act of TWO_PERSON waits for its second person,
 * refusals become the typed member of its result, anything else is a bug and is masked outside.
 */
export function command<Args extends InputFieldMap, Result>(
  action: Action,
  type: ResultUnion<Result>,
  args: (arg: ArgBuilder) => Args,
  run: (ctx: RequestContext, args: InputShapeFromFields<Args>) => Promise<Result>,
  rule: SecondPersonRule<InputShapeFromFields<Args>> = {},
): void {
  const act = async (ctx: RequestContext, values: InputShapeFromFields<Args>) => {
    if (isSteppedUp(action) && (rule.weighty?.(values) ?? true)) checkFresh(ctx)
    if (!isTwoPerson(action) || (rule.needed && !(await rule.needed(ctx, values)))) return run(ctx, values)
    const secrets = rule.secrets ?? []
    const outcome = await underTwoPeople(ctx, { action, args: values, secrets, run: c => run(c, values) })
    return 'done' in outcome ? outcome.done : outcome.proposal
  }
  builder.mutationField(action, t =>
    t.field({
      type: (isTwoPerson(action) ? withProposal(type) : type) as never,
      args: args(t.arg as never),
      authScopes: { $any: { may: action, confirm: action } },
      unauthorizedResolver: (_root: unknown, _args: unknown, ctx: RequestContext) =>
        new RefusalValue([violation(ctx.actor ? 'forbidden' : 'notSignedIn')]) as never,
      resolve: (async (_root: unknown, values: InputShapeFromFields<Args>, ctx: RequestContext) => {
        try {
          const result = await act(ctx, values)
          if (isCheckpointed(action)) await ctx.log.settle()
          return result
        } catch (error) {
          if (error instanceof Refusal) return new RefusalValue(error.violations)
          throw error
        }
      }) as never,
    } as never),
  )
}
