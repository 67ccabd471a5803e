import {
  candidatePairs,
  commonFrom,
  jaccardBp,
  LEAST_SHINGLES,
  NEAR_BP,
  ownShingles,
  plainTextOf,
  SharedShingles,
  type Sketched,
  shingleHashes,
  sketch,
} from '#domain/similarity.ts'
import type { CommandContext } from '../../context.ts'
import * as store from './findStore.ts'

/** Texts that are in memory at once. */
const AT_ONCE = 50

/**
 * The pairs of suppliers' files whose own words, without what a fifth of the suppliers share, are at least 80 % the same.
 * Texts are read twice, some at a time: to learn what is common, and to sketch what is own. Only candidates are compared.
 */
export async function findNearTexts(ctx: CommandContext, tenderId: string): Promise<readonly store.NewFlag[]> {
  const files = await ctx.db.tx(tx => store.loadFiles(tx, tenderId))
  const contentsOf = new Map<string, Set<string>>()
  for (const file of files)
    contentsOf.set(file.supplierId, (contentsOf.get(file.supplierId) ?? new Set()).add(file.sha256))
  const common = await commonShingles(ctx, contentsOf)
  const sketches = await sketchAll(ctx, [...new Set(files.map(file => file.sha256))], common)
  const flags: store.NewFlag[] = []
  for (const [i, j] of candidatePairs(sketches)) {
    const [a, b] = [sketches[i]?.key ?? '', sketches[j]?.key ?? '']
    const strength = await compare(ctx, a, b, common)
    if (strength >= NEAR_BP) flags.push(...flagsOf(files, a, b, strength))
  }
  return flags
}

async function commonShingles(
  ctx: CommandContext,
  contentsOf: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlySet<number>> {
  const shared = new SharedShingles()
  for (const contents of contentsOf.values()) {
    const ofSupplier = new Set<number>()
    for (const { text } of await ctx.db.tx(tx => store.loadTexts(tx, [...contents])))
      for (const hash of shingleHashes(plainTextOf(text))) ofSupplier.add(hash)
    shared.add(ofSupplier)
  }
  return shared.common(commonFrom(contentsOf.size))
}

async function sketchAll(ctx: CommandContext, contents: readonly string[], common: ReadonlySet<number>) {
  const found: Sketched[] = []
  for (let at = 0; at < contents.length; at += AT_ONCE)
    for (const { sha256, text } of await ctx.db.tx(tx => store.loadTexts(tx, contents.slice(at, at + AT_ONCE)))) {
      const own = [...shingleHashes(plainTextOf(text))].filter(hash => !common.has(hash))
      if (own.length >= LEAST_SHINGLES) found.push({ key: sha256, sketch: sketch(own) })
    }
  return found
}

async function compare(ctx: CommandContext, a: string, b: string, common: ReadonlySet<number>): Promise<number> {
  const texts = new Map((await ctx.db.tx(tx => store.loadTexts(tx, [a, b]))).map(one => [one.sha256, one.text]))
  const own = (sha256: string) => ownShingles(plainTextOf(texts.get(sha256) ?? ''), common)
  return jaccardBp(own(a), own(b))
}

/** A flag for each pair of different suppliers that hold the two contents. */
function flagsOf(files: readonly store.ComparedFile[], a: string, b: string, strength: number): store.NewFlag[] {
  const holders = (sha256: string) => files.filter(file => file.sha256 === sha256)
  return holders(a).flatMap(one =>
    holders(b).flatMap(other => {
      if (one.supplierId === other.supplierId) return []
      const [first, second] = one.supplierId < other.supplierId ? [one, other] : [other, one]
      return [
        {
          kind: 'nearText' as const,
          supplierA: first.supplierId,
          supplierB: second.supplierId,
          sharedKey: `${first.sha256} ${second.sha256}`,
          strength,
          fileA: first.fileId,
          fileB: second.fileId,
        },
      ]
    }),
  )
}
