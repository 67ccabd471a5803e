/**
 * The Merkle tree of the audit log (RFC 6962 §2.1, RFC 9162 §2.1): roots, inclusion proofs and consistency proofs. All
 * hashes are SHA-256, 32 bytes.
 */
import { concat, equalBytes } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'

/** The hash of a leaf: SHA-256(0x00 ‖ data). */
export async function leafHash(data: Uint8Array, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.sha256(concat(Uint8Array.of(0), data))
}

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export async function nodeHash(left: Uint8Array, right: Uint8Array, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.sha256(concat(Uint8Array.of(1), left, right))
}

/** The root over leaf hashes in order; SHA-256 of nothing for an empty tree. */
export async function treeRoot(leaves: readonly Uint8Array[], crypto: CryptoPort): Promise<Uint8Array> {
  if (leaves.length === 0) return crypto.sha256(new Uint8Array(0))
  let level = leaves
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]]
      if (left) above.push(right ? await nodeHash(left, right, crypto) : left)
    }
    level = above
  }
  return level[0] ?? crypto.sha256(new Uint8Array(0))
}

/** A complete subtree: the `index`-th one over 2^level leaves. Level 0 are the leaves themselves. */
export interface NodeAt {
  readonly level: number
  readonly index: number
}

export interface TreeNode extends NodeAt {
  readonly hash: Uint8Array
}

/**
 * The complete subtrees, from the largest to the smallest, that make up the range of leaves [start, end), when start is a
 * multiple of the largest power of two that is at most end − start (as it is in every proof).
 */
export function subtrees(start: number, end: number): readonly NodeAt[] {
  const found: NodeAt[] = []
  for (let at = start; at < end; ) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level++
    found.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return found
}

/** Folds complete subtrees of one range, largest first, into the range's root. @throws RangeError for none */
export async function foldSubtrees(hashes: readonly Uint8Array[], crypto: CryptoPort): Promise<Uint8Array> {
  let root = hashes.at(-1)
  if (!root) throw new RangeError('a range of no leaves has no subtree')
  for (let i = hashes.length - 2; i >= 0; i--) root = await nodeHash(hashes[i] ?? root, root, crypto)
  return root
}

/**
 * The ranges whose roots make up the inclusion proof of leaf `index` in a tree of `size` leaves, nearest the leaf first
 * (RFC 6962 §2.1.1). @throws RangeError when the leaf is not in the tree
 */
export function inclusionRanges(index: number, size: number): readonly (readonly [start: number, end: number])[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) throw new RangeError('no such leaf in the tree')
  const ranges: (readonly [number, number])[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      ranges.push([middle, end])
      end = middle
    } else {
      ranges.push([start, middle])
      start = middle
    }
  }
  return ranges.reverse()
}

/** The ranges of the consistency proof between trees of `first` and `second` leaves (RFC 6962 §2.1.2). */
export function consistencyRanges(first: number, second: number): readonly (readonly [start: number, end: number])[] {
  if (!(first > 0 && first <= second)) throw new RangeError('a proof leads from a tree to a later one')
  const ranges: (readonly [number, number])[] = []
  let [start, end] = [0, second]
  let isWhole = true
  while (first !== end) {
    const middle = start + splitOf(end - start)
    if (first <= middle) {
      ranges.push([middle, end])
      end = middle
    } else {
      ranges.push([start, middle])
      start = middle
      isWhole = false
    }
  }
  if (!isWhole) ranges.push([start, end])
  return ranges.reverse()
}

/** The largest power of two below n (n > 1). */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Whether a proof shows the leaf hash at `index` under the root of a tree of `size` leaves (RFC 9162 §2.1.3.2). */
export async function verifyInclusion(
  claim: {
    readonly leaf: Uint8Array
    readonly index: number
    readonly size: number
    readonly proof: readonly Uint8Array[]
    readonly root: Uint8Array
  },
  crypto: CryptoPort,
): Promise<boolean> {
  const { leaf, index, size, proof, root } = claim
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false
  let [fn, sn] = [index, size - 1]
  let hash = leaf
  for (const sibling of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = await nodeHash(sibling, hash, crypto)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash = await nodeHash(hash, sibling, crypto)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equalBytes(hash, root)
}

const half = (n: number): number => Math.floor(n / 2)

/** Whether a proof shows that the tree of `first` leaves is the beginning of the one of `second` (RFC 9162 §2.1.4.2). */
export async function verifyConsistency(
  claim: {
    readonly first: number
    readonly firstRoot: Uint8Array
    readonly second: number
    readonly secondRoot: Uint8Array
    readonly proof: readonly Uint8Array[]
  },
  crypto: CryptoPort,
): Promise<boolean> {
  const { first, firstRoot, second, secondRoot } = claim
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(second) && first > 0 && first <= second)) return false
  if (first === second) return claim.proof.length === 0 && equalBytes(firstRoot, secondRoot)
  const isPowerOfTwo = Number.isInteger(Math.log2(first))
  const [seed, ...path] = isPowerOfTwo ? [firstRoot, ...claim.proof] : claim.proof
  if (!seed) return false
  let [fn, sn] = [first - 1, second - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [seed, seed]
  for (const sibling of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = await nodeHash(sibling, fr, crypto)
      sr = await nodeHash(sibling, sr, crypto)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else sr = await nodeHash(sr, sibling, crypto)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equalBytes(fr, firstRoot) && equalBytes(sr, secondRoot)
}

/** The right edge of a growing tree: its complete subtrees, largest first. */
export type Edge = readonly TreeNode[]

/**
 * Appends leaf hashes to a tree of which only the right edge is known.
 * @returns the new edge and every complete subtree above the leaves that came to be (level ≥ 1), in order of completion
 */
export async function growTree(
  edge: Edge,
  leaves: readonly Uint8Array[],
  crypto: CryptoPort,
): Promise<{ readonly edge: Edge; readonly completed: readonly TreeNode[] }> {
  const stack: TreeNode[] = [...edge]
  const completed: TreeNode[] = []
  let size = edge.reduce((sum, node) => sum + 2 ** node.level, 0)
  for (const leaf of leaves) {
    let node: TreeNode = { level: 0, index: size, hash: leaf }
    size++
    for (let left = stack.at(-1); left?.level === node.level; left = stack.at(-1)) {
      stack.pop()
      node = { level: node.level + 1, index: half(node.index), hash: await nodeHash(left.hash, node.hash, crypto) }
      completed.push(node)
    }
    stack.push(node)
  }
  return { edge: stack, completed }
}
