import { createHash } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { violation } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'

/** Requests per minute. Each process of the API counts for itself, in memory. */
export interface RequestRates {
  readonly perSession: number
  /** A hospital or a bureau sits behind one address with many people. */
  readonly perAddress: number
}

/** Far above what people do: a screen asks a few times, a list of quotes once per lot. */
export const DEFAULT_RATES: RequestRates = { perSession: 1_200, perAddress: 12_000 }

const MINUTE = 60

/** Answers 429 with Retry-After once a session or an address asks too often. Nobody is exempt. */
export function limitRequests(rates: RequestRates, sessionOf: (req: Request) => string | null) {
  const sessions = new RateLimiterMemory({ points: rates.perSession, duration: MINUTE })
  const addresses = new RateLimiterMemory({ points: rates.perAddress, duration: MINUTE })
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const token = sessionOf(req)
    try {
      await addresses.consume(req.ip ?? '')
      // A cookie that was made up counts too, so it is kept short.
      if (token) await sessions.consume(createHash('sha256').update(token).digest('base64url'))
    } catch (refused) {
      tooMany(req, res, refused as RateLimiterRes)
      return
    }
    next()
  }
}

function tooMany(req: Request, res: Response, { msBeforeNext }: RateLimiterRes): void {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  const found = violation('tooManyRequests', undefined, { seconds })
  const english = (req.headers['accept-language'] ?? 'zh').toLowerCase().startsWith('en')
  const message = violationText(found, english ? 'en' : 'zh')
  res
    .status(429)
    .set('retry-after', String(seconds))
    .json({ errors: [{ message, extensions: { code: 'TOO_MANY_REQUESTS', violations: [{ ...found, message }] } }] })
}
