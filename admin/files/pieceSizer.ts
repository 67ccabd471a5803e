const LEAST = 262_144
const MOST = 4_194_304
const AIM_MS = 1_000
const SMOOTHING = 0.3

/** Sizes pieces so that each takes about a second: little is lost on a slow line, little is asked on a fast one. */
export class PieceSizer {
  next = LEAST
  private rate: number | null = null

  /** Learns from a piece. @returns bytes per second, smoothed */
  sent(bytes: number, ms: number): number {
    const now = (bytes * 1000) / Math.max(1, ms)
    this.rate = this.rate === null ? now : this.rate + SMOOTHING * (now - this.rate)
    this.next = Math.min(MOST, Math.max(LEAST, Math.round((this.rate * AIM_MS) / 1000)))
    return this.rate
  }
}
