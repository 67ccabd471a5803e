/** Where a sample changes hands, in the order in which it can happen. */
export const CUSTODY_STEPS = ['reception', 'coding', 'dispatch', 'arrival', 'return'] as const

export type CustodyStep = (typeof CUSTODY_STEPS)[number]

/** One hand-over: who gave it to whom, by the database clock, and how it was found. */
export interface CustodyEvent {
  readonly step: CustodyStep
  readonly from: string
  readonly to: string
  readonly at: Date
  readonly sealNo: string
  readonly sealIntact: boolean
}

/** gap: somebody gave away what they did not have · sealBroken · sealChanged: another number arrived than left · underway: left, not arrived. */
export type CustodyFlag = 'gap' | 'sealBroken' | 'sealChanged' | 'underway'

/**
 * What is wrong with a chain of custody: a missing link between two holders, a broken or exchanged seal, a dispatch that
 * has not arrived. In: the events of one sample, oldest first. Out: each flag once, in the order found.
 */
export function custodyFlags(events: readonly CustodyEvent[]): CustodyFlag[] {
  const flags = new Set<CustodyFlag>()
  events.forEach((event, i) => {
    const before = events[i - 1]
    if (before && before.to !== event.from) flags.add('gap')
    if (before && before.at > event.at) flags.add('gap')
    if (!event.sealIntact) flags.add('sealBroken')
    if (event.step === 'arrival' && before?.step === 'dispatch' && before.sealNo !== event.sealNo)
      flags.add('sealChanged')
    if (event.step === 'arrival' && before?.step !== 'dispatch') flags.add('gap')
  })
  if (events.at(-1)?.step === 'dispatch') flags.add('underway')
  return [...flags]
}
