import { type Actor, OFFICE_COMMANDS, PARTY_COMMANDS, QUERIES, type Role } from './permissionTable.ts'

export { type Actor, ROLES, type Role } from './permissionTable.ts'

/** What a person can ask for or do. Named after the root fields of the GraphQL schema. */
export type Action = keyof typeof QUERIES | keyof typeof OFFICE_COMMANDS | keyof typeof PARTY_COMMANDS

/** Who may do what. An action that is not listed here does not exist: denied by default (2-integrity §5). */
export const PERMISSIONS: Readonly<Record<Action, readonly Actor[]>> = {
  ...QUERIES,
  ...OFFICE_COMMANDS,
  ...PARTY_COMMANDS,
}

/**
 * Whether the role may perform the action at all. Which objects it may touch (own hospital, own area, own bids) is
 * decided where the object is known.
 */
export function may(role: Actor, action: Action): boolean {
  return Object.hasOwn(PERMISSIONS, action) && PERMISSIONS[action].includes(role)
}

/**
 * Acts that one person proposes and another confirms (2-integrity §5). What follows from them cannot be taken back, or
 * gives somebody rights.
 */
const TWO_PERSON: readonly string[] = [
  'publishRulePack',
  'openBids',
  'restartRound',
  'extendDeadline',
  'publishNotice',
  'unlockSheet',
  'codeSamples',
  'overrideVerdict',
  'unblindSamples',
  'closeSampleReview',
  'finaliseAwards',
  'decideLowPrice',
  'withdrawNotice',
  'suspendTender',
  'adoptAllocation',
  'importUsers',
  'resetSigningKey',
  'resetSecondFactor',
]

/** Who may confirm an act beside those who may propose it: grants of rights are watched over, not only administered. */
const CONFIRM_ONLY: Readonly<Record<string, readonly Actor[]>> = {
  suspendTender: ['auditor'],
  importUsers: ['supervisor'],
  resetSigningKey: ['supervisor'],
  resetSecondFactor: ['supervisor'],
}

/** Roles whose accounts are made or renewed by two people. */
const PRIVILEGED: readonly string[] = ['office', 'officer', 'supervisor', 'auditor', 'admin'] satisfies Role[]

/** Whether the act needs a second person. */
export const isTwoPerson = (action: string): boolean => TWO_PERSON.includes(action)

/** Whether the role may confirm what somebody else proposed. */
export const mayConfirm = (role: Actor, action: Action): boolean =>
  isTwoPerson(action) && (may(role, action) || (CONFIRM_ONLY[action]?.includes(role) ?? false))

/** The acts that the role may confirm when somebody else proposed them. */
export const confirmable = (role: Actor): readonly Action[] =>
  (Object.keys(PERMISSIONS) as Action[]).filter(action => mayConfirm(role, action))

/** Whether giving somebody this role is a grant of rights. */
export const isPrivileged = (role: string): boolean => PRIVILEGED.includes(role)

/** Acts that are answered only when a signed checkpoint of the log covers them (2-integrity §3). Bids bring their own. */
const CHECKPOINTED: readonly string[] = [
  'freezeDraw',
  'drawExperts',
  'freezeScores',
  'signPolicy',
  'closePriceRound',
  'submitShares',
  'openBids',
  'closeSampleReview',
  'finaliseAwards',
  'publishNotice',
  'publishDocuments',
  'extendDeadline',
] satisfies Action[]

/** Whether the act's answer waits for its checkpoint. */
export const isCheckpointed = (action: string): boolean => CHECKPOINTED.includes(action)

/** Roles that sign in with a second factor; others may have one. */
export const FACTOR_ROLES: readonly Role[] = ['office', 'officer', 'expert', 'lab', 'supervisor', 'auditor', 'admin']

/** Acts that want the second factor to have been shown five minutes ago at most. */
const STEP_UP: readonly string[] = [
  ...TWO_PERSON,
  'registerOfficerKey',
  'registerExpertKey',
  'signReview',
  'signPolicy',
  'submitShares',
  'signResults',
  'issuePasswordReset',
  'removePasskey',
  'removeTotp',
  'renewRecoveryCodes',
]

/** Whether the act wants a fresh second factor. */
export const isSteppedUp = (action: string): boolean => STEP_UP.includes(action)

/** What decides whether a price may be read. */
export interface PriceReading {
  readonly role: Actor
  /** The price belongs to the reader's own supplier. */
  readonly ownSupplier: boolean
  /** The round of the price has been opened and published. */
  readonly roundOpened: boolean
}

/**
 * Whether a quoted price may be shown. Before the opening nobody reads any price, not even the bidder through the
 * platform, because the platform itself cannot (招标投标法 36, 2-integrity §1).
 */
export function mayReadPrice({ role, ownSupplier, roundOpened }: PriceReading): boolean {
  if (!roundOpened) return false
  if (role === 'supplier') return ownSupplier
  return role === 'office' || role === 'officer' || role === 'supervisor' || role === 'auditor'
}
