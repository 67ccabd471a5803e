/** Roles of people who sign in (1-domain §1). */
export const ROLES = [
  'office',
  'officer',
  'expert',
  'lab',
  'supplier',
  'distributor',
  'hospital',
  'cityBureau',
  'provinceBureau',
  'supervisor',
  'auditor',
  'admin',
] as const

/** The role of a signed-in user. */
export type Role = (typeof ROLES)[number]

/** A role, or somebody who has not signed in. */
export type Actor = Role | 'public'

const EVERYONE = [...ROLES, 'public'] as const
const CONTROL = ['supervisor', 'auditor'] as const
const REGISTERS = ['office', ...CONTROL, 'admin'] as const
const DEMAND_READERS = ['office', 'hospital', 'cityBureau', 'provinceBureau', ...CONTROL, 'admin'] as const
const PRICE_READERS = ['office', 'officer', 'supplier', ...CONTROL] as const
const CASE_READERS = ['office', 'supplier', ...CONTROL] as const
const DELIVERY_READERS = [
  'office',
  'supplier',
  'distributor',
  'hospital',
  'cityBureau',
  'provinceBureau',
  ...CONTROL,
] as const

const QUERIES = {
  me: EVERYONE,
  serverTime: EVERYONE,
  provinces: EVERYONE,
  cities: EVERYONE,
  varieties: EVERYONE,
  specs: EVERYONE,
  rulePacks: EVERYONE,
  rulePackDrafts: ['office', ...CONTROL],
  dryRuns: ['office', ...CONTROL],
  notices: EVERYONE,
  noticeDeliveries: CASE_READERS,
  noticePreview: ['office'],
  draftDocuments: EVERYONE,
  draftComments: EVERYONE,
  questions: EVERYONE,
  evidences: EVERYONE,
  tenders: EVERYONE,
  tender: EVERYONE,
  lots: EVERYONE,
  hospitals: REGISTERS,
  suppliers: REGISTERS,
  distributors: [...REGISTERS, 'supplier', 'hospital'],
  experts: REGISTERS,
  users: ['admin'],
  demandReports: DEMAND_READERS,
  demandLines: DEMAND_READERS,
  declarations: CASE_READERS,
  answers: ['supplier'],
  answerEvidence: ['supplier'],
  similarityFlags: ['office', 'supervisor'],
  similarityTexts: ['office', 'supervisor'],
  storedFiles: ROLES,
  reviewSheets: ['expert', 'office', 'supervisor'],
  reviewStatements: ['expert'],
  reviewReminder: ['expert'],
  reviewProgress: ['office', 'supervisor'],
  expertQuestions: ['expert', 'office', 'supervisor'],
  itemScores: ['supplier', 'office', ...CONTROL],
  recusals: ['office', 'officer', ...CONTROL],
  /** Before the award is public: who runs, contributes to or watches the draw. Decided where the draw is known. */
  draw: EVERYONE,
  drawPool: ['office', ...CONTROL],
  priceRounds: PRICE_READERS,
  sealedBids: PRICE_READERS,
  openedBids: PRICE_READERS,
  rankings: PRICE_READERS,
  awards: ROLES,
  objections: CASE_READERS,
  publicObjections: EVERYONE,
  complaints: CASE_READERS,
  lowPriceCases: CASE_READERS,
  placeExplanation: PRICE_READERS,
  samples: CASE_READERS,
  sampleReview: EVERYONE,
  sampleSlots: CASE_READERS,
  sampleStandards: ROLES,
  sampleVerdicts: EVERYONE,
  blindSamples: ['office', 'lab', ...CONTROL],
  custody: [...CASE_READERS, 'lab'],
  supplierChoices: DELIVERY_READERS,
  cityDefaults: DELIVERY_READERS,
  allocationRuns: DELIVERY_READERS,
  allocationCells: DELIVERY_READERS,
  distributionOffers: DELIVERY_READERS,
  contracts: DELIVERY_READERS,
  auditRows: [...CONTROL, 'admin'],
  auditLog: ['office', ...CONTROL, 'admin'],
  jobs: ['office', 'admin', 'supervisor'],
  proposals: ['office', 'admin', ...CONTROL],
  platform: EVERYONE,
  factors: ROLES,
  sessions: ROLES,
  dashboard: ROLES,
} as const satisfies Record<string, readonly Actor[]>

const OFFICE_COMMANDS = {
  createTender: ['office'],
  saveRulePackDraft: ['office'],
  publishRulePack: ['office'],
  dryRunRulePack: ['office'],
  importHospitals: ['office'],
  importSuppliers: ['office'],
  importDistributors: ['office'],
  importExperts: ['office'],
  importUsers: ['office', 'admin'],
  planStages: ['office'],
  advanceStage: ['office'],
  advanceClock: ['office'],
  freezeDemand: ['office'],
  setPriceCeilings: ['office'],
  publishDocuments: ['office'],
  publishDraft: ['office'],
  answerComment: ['office'],
  hideComment: ['office'],
  publishComments: ['office'],
  answerQuestion: ['office'],
  extendDeadline: ['office'],
  prepareDraw: ['office'],
  freezeDraw: ['office'],
  drawExperts: ['office'],
  replaceExpert: ['office'],
  findSimilarities: ['office', 'supervisor'],
  decideSimilarity: ['office', 'supervisor'],
  assignReview: ['office'],
  announceScores: ['office'],
  startSecondReview: ['office'],
  freezeScores: ['office'],
  unlockSheet: ['office'],
  remindExperts: ['office'],
  answerExpert: ['office'],
  openPriceRound: ['office'],
  preparePolicy: ['office'],
  closePriceRound: ['office'],
  openBids: ['office'],
  restartRound: ['office'],
  computeShortlist: ['office'],
  publishNotice: ['office'],
  answerObjection: ['office'],
  withdrawNotice: ['office'],
  askLowPrice: ['office'],
  decideLowPrice: ['office'],
  acceptComplaint: ['supervisor'],
  suspendTender: ['supervisor'],
  resumeTender: ['supervisor'],
  decideComplaint: ['supervisor'],
  startSampleReview: ['office'],
  publishSlots: ['office'],
  receiveSamples: ['office'],
  codeSamples: ['office'],
  printLabels: ['office'],
  dispatchSamples: ['office'],
  overrideVerdict: ['office'],
  unblindSamples: ['office'],
  closeSampleReview: ['office'],
  proposeAwards: ['office'],
  finaliseAwards: ['office'],
  runAllocation: ['office'],
  adoptAllocation: ['office'],
  generateContracts: ['office'],
  declareConflict: ['office', 'supervisor'],
  witnessDraw: ['supervisor'],
  cancelJob: ['office'],
  retryJob: ['office'],
  withdrawProposal: ['office', 'admin'],
  resetSecondFactor: ['admin'],
  issuePasswordReset: ['admin'],
} as const satisfies Record<string, readonly Actor[]>

const PARTY_COMMANDS = {
  reportDemand: ['hospital'],
  submitDemand: ['hospital'],
  importDemand: ['hospital'],
  chooseSuppliers: ['hospital'],
  chooseDistributors: ['hospital'],
  confirmVolumes: ['hospital'],
  reviewDemand: ['cityBureau', 'provinceBureau'],
  setCityDefaults: ['cityBureau'],
  answerIndicators: ['supplier'],
  declareLots: ['supplier'],
  attachEvidence: ['supplier'],
  detachEvidence: ['supplier'],
  submitDeclarations: ['supplier'],
  withdrawDeclaration: ['supplier'],
  uploadFiles: ROLES,
  removeFiles: ROLES,
  submitBid: ['supplier'],
  withdrawBid: ['supplier'],
  raiseObjection: ['supplier'],
  fileComplaint: ['supplier'],
  justifyLowPrice: ['supplier'],
  askQuestion: ['supplier'],
  seeNotices: ['supplier'],
  commentDraft: EVERYONE,
  nameDistributors: ['supplier'],
  signContracts: ['hospital', 'supplier', 'distributor'],
  clarifyScores: ['supplier'],
  submitScores: ['expert'],
  saveDrafts: ['expert'],
  giveReasons: ['expert'],
  askOffice: ['expert'],
  registerExpertKey: ['expert'],
  signReview: ['expert'],
  bookSlot: ['supplier'],
  requestRetest: ['supplier'],
  confirmArrival: ['lab'],
  recordResults: ['lab'],
  signResults: ['lab'],
  declareRecusal: ['expert'],
  registerOfficerKey: ['officer'],
  signPolicy: ['officer'],
  submitShares: ['officer'],
  resetSigningKey: ['admin'],
  contributeEntropy: ['officer', 'supplier'],
  revealEntropy: ['officer', 'supplier'],
  login: EVERYONE,
  logout: EVERYONE,
  verifyTotp: EVERYONE,
  enrolTotp: EVERYONE,
  confirmTotp: EVERYONE,
  offerPasskey: EVERYONE,
  addPasskey: EVERYONE,
  askPasskey: EVERYONE,
  verifyPasskey: EVERYONE,
  removePasskey: ROLES,
  removeTotp: ROLES,
  renewRecoveryCodes: ROLES,
  bindOidc: ROLES,
  unbindOidc: ROLES,
  endSession: ROLES,
  endOtherSessions: ROLES,
  resetPassword: EVERYONE,
  changePassword: ROLES,
} as const satisfies Record<string, readonly Actor[]>

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
