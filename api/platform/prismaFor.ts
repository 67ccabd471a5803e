import { type DbActor, withActor } from './dbActor.ts'
import type { PrismaClient } from './prisma/client.ts'

type Args = { readonly where: Readonly<Record<string, unknown>> }
type Finder = Readonly<Record<'findFirst' | 'findFirstOrThrow', (args: object) => Promise<unknown>>>

/**
 * Prisma's client, whose every query runs as the actor, from wherever it is called. Prisma gathers findUnique calls of one
 * turn of the event loop into one query, across requests and so across actors: here each is a findFirst, which is never
 * gathered.
 */
export function prismaFor(base: PrismaClient, actor: DbActor): PrismaClient {
  const finders = base as unknown as Readonly<Record<string, Finder>>
  const client = base.$extends({
    query: {
      $allOperations: ({ model, operation, args, query }) => {
        const finder = model && finders[model.charAt(0).toLowerCase() + model.slice(1)]
        return withActor(actor, async () => {
          if (finder && operation === 'findUnique') return await finder.findFirst(plain(args as Args))
          if (finder && operation === 'findUniqueOrThrow') return await finder.findFirstOrThrow(plain(args as Args))
          return await query(args)
        })
      },
    },
  })
  return client as unknown as PrismaClient
}

/** A key of several columns, `{a_b: {a, b}}`, as the columns that it is made of. */
function plain(args: Args): object {
  const where = Object.entries(args.where).map(([name, value]) =>
    typeof value === 'object' && value !== null && Object.keys(value).join('_') === name ? value : { [name]: value },
  )
  return { ...args, where: Object.assign({}, ...where) }
}
