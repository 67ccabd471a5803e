import { useTranslate } from 'ra-core'
import type { Proposal } from '../contract/index.ts'
import { FINALISE_AWARDS, OPEN_BIDS, PUBLISH_NOTICE } from '../documents/bidCommands.ts'
import { RESTART_ROUND } from '../documents/ceremony.ts'
import { ADOPT_ALLOCATION } from '../documents/demandCommands.ts'
import { PUBLISH_RULE_PACK, RESET_SECOND_FACTOR } from '../documents/identity.ts'
import { IMPORT_USERS } from '../documents/tenderCommands.ts'
import { dateTime } from '../formats.ts'
import type { Fact } from '../ui/Facts.tsx'
import { JsonView } from '../ui/JsonView.tsx'

type Args = Readonly<Record<string, unknown>>

/** The same call again is the confirmation: the document of each two-person act, its variables named as its arguments. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  openBids: OPEN_BIDS,
  restartRound: RESTART_ROUND,
  publishRulePack: PUBLISH_RULE_PACK,
  publishNotice: PUBLISH_NOTICE,
  finaliseAwards: FINALISE_AWARDS,
  adoptAllocation: ADOPT_ALLOCATION,
  importUsers: IMPORT_USERS,
  resetSecondFactor: RESET_SECOND_FACTOR,
}

/** The mutation of a two-person act. */
export const actDocument = (action: string): string | undefined => DOCUMENTS[action]

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
  for (const [name, value] of Object.entries(proposal.args)) {
    if (name.endsWith('Id')) continue
    facts.push([translate(`proposal.argument.${name}`, { _: name }), factValue(name, value, translate)])
  }
  return facts
}

function factValue(name: string, value: unknown, translate: (key: string, options?: object) => string) {
  if (typeof value === 'boolean') return translate(value ? 'proposal.yes' : 'proposal.no')
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

interface ProposedUser {
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly password: string
}

function isUser(value: unknown): value is ProposedUser {
  return typeof value === 'object' && value !== null && 'login' in value && 'displayName' in value && 'role' in value
}

const usersOf = (args: Args): readonly ProposedUser[] => (Array.isArray(args.users) ? args.users.filter(isUser) : [])

/** Logins whose first password the second person has to know. */
export const hiddenPasswords = (args: Args): readonly string[] => usersOf(args).map(user => user.login)

/** The arguments with the passwords put in again. */
export function withPasswords(args: Args, passwords: Readonly<Record<string, string>>): Args {
  if (!Array.isArray(args.users)) return args
  return { ...args, users: usersOf(args).map(user => ({ ...user, password: passwords[user.login] ?? '' })) }
}
