import { useTranslate } from 'ra-core'
import type { Tender } from '../../contract/index.ts'
import type { RuleDraft, RuleVersions } from '../../contract/rulePack.ts'
import { usePage } from '../../data/useAsk.ts'
import { RULE_VERSIONS } from '../../documents/rulePack.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { type Comparable, VersionDiff } from './VersionDiff.tsx'

interface DiffTabProps {
  readonly tender: Tender
  readonly drafts: readonly RuleDraft[]
}

/** Any version against any other: of this tender or another, published or a draft. */
export function DiffTab({ tender, drafts }: DiffTabProps) {
  const translate = useTranslate()
  const asked = usePage<RuleVersions>('tenders', RULE_VERSIONS, { page: 1, perPage: 100, filter: {} })
  const drafted = drafts.map(
    (draft): Comparable => ({
      ...draft,
      name: translate('page.rulePack.draftOption', { revision: draft.revision, name: draft.editedBy }),
    }),
  )
  return (
    <AskState asked={asked}>
      {({ items }) => {
        const own = items.filter(one => one.id === tender.id)
        const others = items.filter(one => one.id !== tender.id)
        const published = [...own, ...others].flatMap(one =>
          one.rulePacks.map(
            (pack): Comparable => ({
              ...pack,
              name: translate('page.rulePack.versionOption', {
                version: pack.version,
                title: one.title,
                code: one.code,
              }),
            }),
          ),
        )
        const options = [...drafted, ...published]
        const inForce = published[0]
        if (!inForce) return <EmptyState text={translate('page.rulePack.noChanges')} />
        const hint = translate('page.rulePack.compareHint')
        return <VersionDiff options={options} before={inForce.id} after={drafted[0]?.id ?? inForce.id} hint={hint} />
      }}
    </AskState>
  )
}
