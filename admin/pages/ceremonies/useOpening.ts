import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { hex } from '#domain/bytes.ts'
import type { Policy } from '#domain/sealing.ts'
import type { PriceRound } from '../../contract/index.ts'
import { officerIndex } from '../../crypto/policyCheck.ts'
import { decryptInThreads } from '../../crypto/sharePool.ts'
import type { ShareFound } from '../../crypto/shareWork.ts'
import { violationsOf } from '../../data/useRun.ts'
import { entriesOf, handIn, isManifest, loadEnvelopes } from './handIn.ts'
import type { LoadedKeys } from './KeyFileLoader.tsx'

/** How far a piece of work is. */
export interface Progress {
  readonly step: 'loading' | 'decrypting' | 'handingIn'
  readonly done: number
  readonly total: number
  /** When the step began, by performance.now(). */
  readonly since: number
}

/** The shares of all envelopes, and whether the envelopes are the manifest's. */
export interface Decrypted {
  readonly found: readonly ShareFound[]
  readonly bad: readonly ShareFound[]
  readonly isManifest: boolean
  readonly ms: number
}

/** What the officer keeps of a hand-in. */
export interface HandInReceipt {
  readonly shares: number
  readonly complaints: number
  readonly leftOut: number
}

export interface Opening {
  readonly progress: Progress | null
  readonly decrypted: Decrypted | null
  readonly receipt: HandInReceipt | null
  readonly violations: ReturnType<typeof violationsOf>
  readonly decrypt: (keys: LoadedKeys) => Promise<void>
  readonly submit: (keys: LoadedKeys, complain: boolean) => Promise<void>
}

/** Reports come by the hundred; the page is drawn a few times a second. */
const DRAW_EVERY_MS = 100

/** Decrypts all shares of a closed round and hands them in. Keys stay with the caller. */
export function useOpening(round: PriceRound, policy: Policy, fallback: string): Opening {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [decrypted, setDecrypted] = useState<Decrypted | null>(null)
  const [receipt, setReceipt] = useState<HandInReceipt | null>(null)
  const [violations, setViolations] = useState<Opening['violations']>([])
  const queryClient = useQueryClient()
  const stop = useRef(new AbortController())
  useEffect(() => {
    const controller = new AbortController()
    stop.current = controller
    return () => controller.abort()
  }, [])

  const perform = useCallback(
    async (act: () => Promise<void>) => {
      setViolations([])
      try {
        await act()
      } catch (error) {
        if (!stop.current.signal.aborted) setViolations(violationsOf(error, fallback))
      } finally {
        setProgress(null)
      }
    },
    [fallback],
  )

  const decrypt = (keys: LoadedKeys) =>
    perform(async () => {
      const envelopes = await loadEnvelopes(round.id, reporter('loading', setProgress))
      const since = performance.now()
      const found: ShareFound[] = []
      const report = reporter('decrypting', setProgress)
      const index = officerIndex(policy, keys.publicKey)
      const task = { policy: round.policy ?? '', index, privateKey: keys.secrets.x25519, envelopes }
      report(0, envelopes.length)
      await decryptInThreads(task, piece => report(found.push(...piece), envelopes.length), stop.current.signal)
      const bad = found.filter(one => one.share === null)
      const ms = performance.now() - since
      setDecrypted({ found, bad, isManifest: await isManifest(round, found), ms })
    })

  const submit = (keys: LoadedKeys, complain: boolean) =>
    perform(async () => {
      if (decrypted === null) return
      const { found, bad } = decrypted
      const entries = entriesOf(found, complain ? keys.secrets.x25519 : null)
      const ordinal = officerIndex(policy, keys.publicKey)
      const report = reporter('handingIn', setProgress)
      report(0, entries.length)
      const task = { round, ordinal, signingKey: keys.secrets.ed25519, entries }
      await handIn(task, done => report(done, entries.length))
      const complaints = complain ? bad.length : 0
      setReceipt({ shares: found.length - bad.length, complaints, leftOut: bad.length - complaints })
      await queryClient.invalidateQueries()
    })
  return { progress, decrypted, receipt, violations, decrypt, submit }
}

function reporter(step: Progress['step'], show: (progress: Progress) => void) {
  const since = performance.now()
  let drawn = Number.NEGATIVE_INFINITY
  return (done: number, total: number) => {
    const now = performance.now()
    if (done < total && now - drawn < DRAW_EVERY_MS) return
    drawn = now
    show({ step, done, total, since })
  }
}

/** The hand-in's hash is not needed by anyone but the officer's own notes: place, keys and what was handed in. */
export function receiptText(round: PriceRound, keys: LoadedKeys, receipt: HandInReceipt, at: string): string {
  const content = {
    kind: 'bencao.hand-in/1',
    tender: keys.file.tender,
    round: round.number,
    officer: keys.file.officer,
    publicKey: hex(keys.publicKey),
    policyHash: round.policyHash,
    manifestHash: round.manifestHash,
    ...receipt,
    at,
  }
  return JSON.stringify(content, null, 2)
}
