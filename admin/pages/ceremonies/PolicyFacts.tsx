import { useTranslate } from 'ra-core'
import type { Policy } from '#domain/sealing.ts'
import type { PriceRound, Tender } from '../../contract/index.ts'
import { dateTime } from '../../formats.ts'
import { Facts } from '../../ui/Facts.tsx'
import { HashGroups } from '../../ui/Fingerprint.tsx'

interface PolicyFactsProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly policy: Policy
}

/** A policy in words: everything that its officers sign. */
export function PolicyFacts({ tender, round, policy }: PolicyFactsProps) {
  const translate = useTranslate()
  const officers = policy.officers.map((officer, i) => {
    const known = round.officerKeys.find(key => key.ordinal === i + 1)
    return known ? `${known.displayName}（${officer.code}）` : officer.code
  })
  const { threshold } = policy
  return (
    <Facts
      facts={[
        [translate('ceremony.policy.tender'), `${tender.title}（${policy.tender}）`],
        [translate('ceremony.policy.round'), translate('page.round.title', { number: policy.round })],
        [translate('ceremony.policy.lots'), translate('ceremony.policy.lotCount', { count: policy.lots.length })],
        [translate('ceremony.policy.deadline'), dateTime(policy.deadline)],
        [translate('ceremony.policy.officers'), officers.join('、')],
        [
          translate('ceremony.policy.threshold'),
          translate('ceremony.policy.thresholdText', { threshold, count: policy.officers.length }),
        ],
        [translate('ceremony.policy.documents'), <HashGroups key="documents" hex={policy.documentsHash} />],
        [translate('ceremony.policy.platformKey'), <HashGroups key="platform" hex={policy.platformKey} />],
        [translate('ceremony.policy.logKey'), <code key="log">{policy.logKey}</code>],
        [translate('ceremony.policy.hash'), <HashGroups key="hash" hex={round.policyHash ?? ''} />],
      ]}
    />
  )
}
