import { useTranslate } from 'ra-core'
import type { Proposal } from '../contract/index.ts'
import { dateTime } from '../formats.ts'
import type { Fact } from '../ui/Facts.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { isUser } from './acts.ts'
import { OverruledField } from './OverruledField.tsx'

/** What exactly will be recorded, in words where ids stand. */
export function useProposalFacts(proposal: Proposal): readonly Fact[] {
  const translate = useTranslate()
  const facts: Fact[] = []
  if (proposal.tenderTitle) facts.push([translate('proposal.tender'), proposal.tenderTitle])
  if (proposal.roundNumber !== null)
    facts.push([translate('proposal.round'), translate('proposal.roundText', { number: proposal.roundNumber })])
  if (proposal.runNumber !== null)
    facts.push([translate('proposal.run'), translate('proposal.runText', { number: proposal.runNumber })])
  if (proposal.userName) facts.push([translate('proposal.user'), proposal.userName])
  if (proposal.caseName) facts.push([translate('proposal.case'), proposal.caseName])
  for (const [name, value] of Object.entries(proposal.args)) {
    if (name.endsWith('Id') || value === null) continue
    facts.push([
      translate(`proposal.argument.${name}`, { _: name }),
      proposal.action === 'overrideVerdict' && name === 'field' ? (
        <OverruledField key={name} proposal={proposal} />
      ) : (
        factValue(name, value, translate)
      ),
    ])
  }
  return facts
}

function factValue(name: string, value: unknown, translate: (key: string, options?: object) => string) {
  if (typeof value === 'boolean') return translate(value ? 'proposal.yes' : 'proposal.no')
  if (name === 'stage' && typeof value === 'string') return translate(`stage.${value}`, { _: value })
  if (name === 'kind' && typeof value === 'string') return translate(`noticeKind.${value}`, { _: value })
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? dateTime(value) : value
  if (name === 'users' && Array.isArray(value))
    return value.filter(isUser).map(user => (
      <div key={user.login}>
        {user.displayName}（{user.login}）· {translate(`role.${user.role}`)}
      </div>
    ))
  return <JsonView value={value} />
}
