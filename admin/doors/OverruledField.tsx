import type { Proposal } from '../contract/index.ts'
import { useBlindSamples } from '../samples/useSampleReview.ts'
import { useFailureWords } from '../samples/Verdicts.tsx'

/** The field of a signed result that two people would let stand otherwise: its name, what was found, and the limit. */
export function OverruledField({ proposal: { tenderId, args } }: { readonly proposal: Proposal }) {
  const samples = useBlindSamples(tenderId ?? '')
  const sample = samples.data?.find(one => one.blindCode === args.blindCode)
  const words = useFailureWords(tenderId ?? '', sample?.lot.code ?? '')
  const verdict = sample?.verdicts.find(one => one.field === args.field)
  return <>{verdict ? words(verdict) : String(args.field)}</>
}
