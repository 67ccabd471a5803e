import { all, type Campaign, claim, runJob } from '../campaign.ts'

/** From here on a flag says that two files are the same, or near the same; in hundredths of a percent. */
const STRONG = 8_000

/** The two suppliers that hand in the same paper, by index: the first that declare. */
export function plantedPair(c: Campaign): readonly [number, number] {
  const [a = 0, b = 1] = [...new Set(c.world.declarers.flat())].sort((x, y) => x - y)
  return [a, b]
}

interface Flag {
  readonly kind: string
  readonly strength: number
  readonly supplierA: { readonly code: string }
  readonly supplierB: { readonly code: string }
}

/** The closed declarations are compared: the planted pair stands out, and nobody else does (实施条例 40). */
export async function compareDeclarations(c: Campaign): Promise<void> {
  await c.progress.stage('compare declarations', 1, async tick => {
    await comparisonDone(c)
    await runJob(c, 'mutation($id:ID!){findSimilarities(tenderId:$id)JOB}', tick)
  })
  const flags = await all<Flag>(
    c.office,
    'similarityFlags',
    'SimilarityFlagFilter',
    { tenderId: c.tenderId },
    'kind strength supplierA{code} supplierB{code}',
  )
  const strong = flags.filter(flag => flag.strength >= STRONG)
  const pair = plantedPair(c)
    .map(index => c.world.suppliers[index]?.code ?? '')
    .sort()
    .join(' ')
  const pairs = strong.map(flag => `${flag.kind} ${[flag.supplierA.code, flag.supplierB.code].sort().join(' ')}`)
  claim(c, 'the planted similarity is flagged, nothing else as strongly', pairs.join() === `sameFile ${pair}`)
}

/** The comparison that closing the declarations started comes to its end. */
async function comparisonDone(c: Campaign): Promise<void> {
  for (;;) {
    const { jobs } = await c.office.ask<{ jobs: { items: { status: string }[] } }>(
      'query($f:JobFilter){jobs(filter:$f){items{status}}}',
      { f: { tenderId: c.tenderId, kind: 'findSimilarities' } },
    )
    if (!jobs.items.some(job => job.status === 'running')) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
