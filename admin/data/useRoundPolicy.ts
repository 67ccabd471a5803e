import { useQuery } from '@tanstack/react-query'
import type { PriceRound } from '../contract/index.ts'
import { type CheckedPolicy, checkRoundPolicy } from '../crypto/policyCheck.ts'
import { webCrypto } from '../crypto/webCrypto.ts'

/** The round's policy as this browser has checked it; undefined while it checks, or before there is one. */
export function useRoundPolicy(round: PriceRound, tenderCode: string, signed: boolean): CheckedPolicy | undefined {
  // While the others are signing, their signatures are no news: what an officer has loaded must not be lost by them.
  const keys = round.officerKeys.map(key => [key.publicKey, key.keySignature, signed && key.policySignature])
  const { data } = useQuery({
    queryKey: ['policy', round.id, round.policy, round.policyHash, round.closesAt, tenderCode, signed, keys],
    queryFn: () => checkRoundPolicy({ round, tenderCode, signed }, webCrypto),
    enabled: round.policy !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
