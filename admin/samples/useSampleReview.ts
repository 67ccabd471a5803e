import type { BlindSample, LotStandard, Sample, SampleReview } from '../contract/index.ts'
import { useAll, useAsk } from '../data/useAsk.ts'
import { BLIND_SAMPLES, SAMPLE_REVIEW, SAMPLE_STANDARDS, SAMPLES } from '../documents/samples.ts'

const EVERY_MS = 10_000

/** Where the sample review of a tender stands. */
export const useSampleReview = (tenderId: string) =>
  useAsk<{ sampleReview: SampleReview }>(SAMPLE_REVIEW, { tenderId }, { everyMs: EVERY_MS })

/** The frozen standards of the lots. */
export const useStandards = (tenderId: string) =>
  useAsk<{ sampleStandards: readonly LotStandard[] }>(SAMPLE_STANDARDS, { tenderId })

export const useSamples = (tenderId: string) => useAll<Sample>('samples', SAMPLES, { tenderId })

export const useBlindSamples = (tenderId: string) => useAll<BlindSample>('blindSamples', BLIND_SAMPLES, { tenderId })
