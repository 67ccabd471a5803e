import { FINALISE_AWARDS, OPEN_BIDS, PUBLISH_NOTICE } from '../documents/bidCommands.ts'
import { DECIDE_LOW_PRICE, SUSPEND_TENDER, WITHDRAW_NOTICE } from '../documents/cases.ts'
import { RESTART_ROUND } from '../documents/ceremony.ts'
import { ADOPT_ALLOCATION } from '../documents/demandCommands.ts'
import { PUBLISH_RULE_PACK, RESET_SECOND_FACTOR, RESET_SIGNING_KEY } from '../documents/identity.ts'
import { UNLOCK_SHEET } from '../documents/reviewDesk.ts'
import { CLOSE_SAMPLE_REVIEW, CODE_SAMPLES, OVERRIDE_VERDICT, UNBLIND_SAMPLES } from '../documents/samples.ts'
import { IMPORT_USERS } from '../documents/tenderCommands.ts'
import { EXTEND_DEADLINE } from '../documents/tenderDocument.ts'

type Args = Readonly<Record<string, unknown>>

/** The same call again is the confirmation: the document of each two-person act, its variables named as its arguments. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  openBids: OPEN_BIDS,
  unlockSheet: UNLOCK_SHEET,
  restartRound: RESTART_ROUND,
  extendDeadline: EXTEND_DEADLINE,
  publishRulePack: PUBLISH_RULE_PACK,
  publishNotice: PUBLISH_NOTICE,
  codeSamples: CODE_SAMPLES,
  overrideVerdict: OVERRIDE_VERDICT,
  unblindSamples: UNBLIND_SAMPLES,
  closeSampleReview: CLOSE_SAMPLE_REVIEW,
  finaliseAwards: FINALISE_AWARDS,
  decideLowPrice: DECIDE_LOW_PRICE,
  withdrawNotice: WITHDRAW_NOTICE,
  suspendTender: SUSPEND_TENDER,
  adoptAllocation: ADOPT_ALLOCATION,
  importUsers: IMPORT_USERS,
  resetSecondFactor: RESET_SECOND_FACTOR,
  resetSigningKey: RESET_SIGNING_KEY,
}

/** The mutation of a two-person act. */
export const actDocument = (action: string): string | undefined => DOCUMENTS[action]

interface ProposedUser {
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly password: string
}

/** Whether it is an account of importUsers. */
export function isUser(value: unknown): value is ProposedUser {
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
