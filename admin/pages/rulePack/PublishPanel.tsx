import { Alert } from '@mui/material'
import { useTranslate } from 'ra-core'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Tender, Violation } from '../../contract/index.ts'
import type { RuleDraft, RuleImpact } from '../../contract/rulePack.ts'
import { useAsk } from '../../data/useAsk.ts'
import { PUBLISH_RULE_PACK } from '../../documents/identity.ts'
import { RULE_IMPACT } from '../../documents/rulePack.ts'
import { dateTime, whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import type { Fact } from '../../ui/Facts.tsx'
import { HashGroups } from '../../ui/Fingerprint.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { RuleChanges } from './RuleChanges.tsx'

interface Answer {
  readonly rulePackDrafts: readonly {
    readonly id: string
    readonly violations: readonly Violation[]
    readonly impact: RuleImpact
  }[]
}

/** What publishing the saved draft would do: the changes in words, the deadline before and after, and what forbids it. */
export function PublishPanel({ tender, draft }: { readonly tender: Tender; readonly draft: RuleDraft }) {
  const translate = useTranslate()
  const asked = useAsk<Answer>(RULE_IMPACT, { tenderId: tender.id })
  return (
    <Panel title={translate('page.rulePack.publish')} hint={translate('page.rulePack.publishHint')}>
      <AskState asked={asked}>
        {({ rulePackDrafts }) => {
          const known = rulePackDrafts.find(one => one.id === draft.id)
          if (!known) return null
          const against = [...known.violations, ...known.impact.violations]
          return (
            <>
              <RuleChanges before={tender.rulePack?.content} after={draft.content} />
              <DeadlineNote impact={known.impact} />
              {against.length > 0 ? (
                <ViolationList violations={against} />
              ) : (
                <VerbButton
                  verb="publishRulePack"
                  document={PUBLISH_RULE_PACK}
                  variables={{ tenderId: tender.id, revision: draft.revision, hash: draft.hash }}
                  facts={factsOf(draft, known.impact, translate)}
                />
              )}
            </>
          )
        }}
      </AskState>
    </Panel>
  )
}

function factsOf(draft: RuleDraft, impact: RuleImpact, translate: (key: string, options?: object) => string): Fact[] {
  return [
    [translate('proposal.argument.revision'), String(draft.revision)],
    [translate('proposal.argument.hash'), <HashGroups key="hash" hex={draft.hash} />],
    [translate('page.rulePack.oldDeadline'), dateTime(impact.bidDeadline)],
    [translate('page.rulePack.newDeadline'), dateTime(impact.newBidDeadline)],
    [translate('page.rulePack.voidedBids'), whole(impact.voidedBids)],
  ]
}

function DeadlineNote({ impact }: { readonly impact: RuleImpact }) {
  const translate = useTranslate()
  const { bidDeadline, newBidDeadline, voidedBids } = impact
  const moves = bidDeadline !== newBidDeadline
  if (!moves && voidedBids === 0) return null
  return (
    <Alert severity="warning" sx={{ my: 1 }}>
      {moves && translate('page.rulePack.moves', { from: dateTime(bidDeadline), to: dateTime(newBidDeadline) })}{' '}
      {voidedBids > 0 && translate('page.rulePack.voids', { count: voidedBids })}
    </Alert>
  )
}
