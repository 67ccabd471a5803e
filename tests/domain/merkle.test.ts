import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, hex } from '../../api/domain/bytes.ts'
import {
  consistencyRanges,
  foldSubtrees,
  growTree,
  inclusionRanges,
  leafHash,
  subtrees,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../api/domain/merkle.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'

/** The eight leaves of the Certificate Transparency test data (RFC 6962 reference implementation). */
const CT_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(text => fromHex(text) ?? new Uint8Array(0))
const CT_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const hashes = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => leafHash(Uint8Array.of(i, i >> 8), nodeCrypto)))

async function rangeRoot(leaves: readonly Uint8Array[], start: number, end: number) {
  const roots = subtrees(start, end).map(({ level, index }) =>
    treeRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level), nodeCrypto),
  )
  return foldSubtrees(await Promise.all(roots), nodeCrypto)
}

describe('the Merkle tree of RFC 6962', () => {
  it('has the published roots', async () => {
    const leaves = await Promise.all(CT_LEAVES.map(data => leafHash(data, nodeCrypto)))
    for (const [i, root] of CT_ROOTS.entries())
      expect(hex(await treeRoot(leaves.slice(0, i + 1), nodeCrypto))).toBe(root)
    expect(hex(await treeRoot([], nodeCrypto))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('proves every leaf of every small tree, and no other', async () => {
    const all = await hashes(20)
    for (let size = 1; size <= all.length; size++) {
      const leaves = all.slice(0, size)
      const root = await treeRoot(leaves, nodeCrypto)
      for (const [index, leaf] of leaves.entries()) {
        const proof = await Promise.all(inclusionRanges(index, size).map(([a, b]) => rangeRoot(leaves, a, b)))
        const claim = { leaf, index, size, proof, root }
        expect(await verifyInclusion(claim, nodeCrypto)).toBe(true)
        expect(await verifyInclusion({ ...claim, index: index + 1 }, nodeCrypto)).toBe(false)
        expect(await verifyInclusion({ ...claim, leaf: root }, nodeCrypto)).toBe(size === 1)
        expect(await verifyInclusion({ ...claim, proof: [...proof, root] }, nodeCrypto)).toBe(false)
      }
    }
  })

  it('proves that every tree begins every later one', async () => {
    const all = await hashes(20)
    for (let second = 1; second <= all.length; second++) {
      const leaves = all.slice(0, second)
      const secondRoot = await treeRoot(leaves, nodeCrypto)
      for (let first = 1; first <= second; first++) {
        const firstRoot = await treeRoot(leaves.slice(0, first), nodeCrypto)
        const proof = await Promise.all(consistencyRanges(first, second).map(([a, b]) => rangeRoot(leaves, a, b)))
        const claim = { first, firstRoot, second, secondRoot, proof }
        expect([first, second, await verifyConsistency(claim, nodeCrypto)]).toEqual([first, second, true])
        if (first < second) expect(await verifyConsistency({ ...claim, firstRoot: secondRoot }, nodeCrypto)).toBe(false)
      }
    }
  })

  it('grows from its right edge alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }), async steps => {
        const leaves = await hashes(steps.reduce((a, b) => a + b, 0))
        let edge: Awaited<ReturnType<typeof growTree>>['edge'] = []
        let at = 0
        for (const step of steps) {
          edge = (await growTree(edge, leaves.slice(at, at + step), nodeCrypto)).edge
          at += step
        }
        if (at === 0) return
        const root = await foldSubtrees(
          edge.map(node => node.hash),
          nodeCrypto,
        )
        expect(hex(root)).toBe(hex(await treeRoot(leaves, nodeCrypto)))
      }),
      { numRuns: 40 },
    )
  })
})
