import { hash, verify } from '@node-rs/argon2'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** Compares; with `stored` null it does the same work against a dummy, so that unknown logins cost the same time. */
  verify(stored: string | null, password: string): Promise<boolean>
}

const MAX_AT_ONCE = 4

/**
 * Argon2id hashing with a cap on how many run at once, so that a burst of logins cannot exhaust memory.
 * @param memoryKib memory cost (OWASP: 47,104 with t = 1, p = 1)
 */
export function passwordHasher(memoryKib: number): PasswordHasher {
  const options = { memoryCost: memoryKib, timeCost: 1, parallelism: 1 } // the library's default algorithm is Argon2id
  const dummy = hash('nobody has this password', options)
  const limited = limiter(MAX_AT_ONCE)
  return {
    hash: password => limited(() => hash(password, options)),
    verify: (stored, password) =>
      limited(async () => {
        const matches = await verify(stored ?? (await dummy), password)
        return stored !== null && matches
      }),
  }
}

/** Runs at most `max` at once; who waits takes the place over, so that a newcomer cannot slip in between. */
function limiter(max: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <R>(work: () => Promise<R>): Promise<R> => {
    if (running >= max) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
