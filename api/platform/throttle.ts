import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

/** Counts what went wrong at the doors, per account and per address. */
export interface Throttle {
  /** Seconds to wait before another try, 0 when one is allowed. */
  waitSeconds(account: string, address: string): Promise<number>
  failed(account: string, address: string): Promise<void>
  passed(account: string): Promise<void>
}

const WINDOW_SECONDS = 300
const PER_ACCOUNT = 10
const PER_ADDRESS = 100

/**
 * Ten failures per account and a hundred per address in five minutes; then neither is looked at until the window ends.
 * Accounts that do not exist count the same. Kept in memory: each process of the API counts for itself.
 */
export function openThrottle(): Throttle {
  const accounts = new RateLimiterMemory({ points: PER_ACCOUNT, duration: WINDOW_SECONDS })
  const addresses = new RateLimiterMemory({ points: PER_ADDRESS, duration: WINDOW_SECONDS })
  const left = (known: RateLimiterRes | null, points: number) =>
    known && known.consumedPoints >= points ? Math.max(1, Math.ceil(known.msBeforeNext / 1000)) : 0
  return {
    async waitSeconds(account, address) {
      const [a, b] = await Promise.all([accounts.get(keyOf(account)), addresses.get(address)])
      return Math.max(left(a, PER_ACCOUNT), left(b, PER_ADDRESS))
    },
    async failed(account, address) {
      await Promise.all([accounts.penalty(keyOf(account)), addresses.penalty(address)])
    },
    async passed(account) {
      await accounts.delete(keyOf(account))
    },
  }
}

const keyOf = (account: string) => account.slice(0, 64).toLowerCase()
