/** Every way in which a request can be refused. Each has a Chinese and an English text in violationTexts.ts. */
export const VIOLATION_CODES = [
  // input
  'required',
  'notANumber',
  'notText',
  'notOneOf',
  'outOfRange',
  'notWholeKg',
  'notYuan',
  'tooLong',
  'tooShort',
  'unknownCode',
  'unknownField',
  'duplicate',
  'badFile',
  'badCell',
  'notPlainCell',
  'fileTooLarge',
  'reasonRequired',
  'incomplete',
  // access
  'notFound',
  'forbidden',
  'notSignedIn',
  'wrongPassword',
  'rateLimited',
  'outsideArea',
  'nothingProposed',
  'tooManyTries',
  'tooManyRequests',
  'stepUpNeeded',
  'wrongCode',
  'passkeyRefused',
  'factorMissing',
  'lastFactor',
  'linkExpired',
  // state and time
  'wrongStage',
  'lastStage',
  'deadlinePassed',
  'notYetOpen',
  'stillOpen',
  'alreadyDone',
  'conflict',
  'logBusy',
  'jobRunning',
  'notRehearsal',
  'periodTooShort',
  'wrongStatus',
  // stages
  'stageMissing',
  'stageOrder',
  'noLots',
  'demandNotFrozen',
  'ceilingsMissing',
  'documentsUnpublished',
  'noDeclarations',
  'roundNotClosed',
  'roundNotOpened',
  'drawMissing',
  'witnessMissing',
  'notTheCaller',
  'sheetsOpen',
  'scoresNotFrozen',
  'noticeMissing',
  'noticeRunning',
  'objectionOpen',
  'samplesPending',
  'awardsNotFinal',
  'allocationMissing',
  'distributorsMissing',
  'contractsUnsigned',
  // rule pack
  'indicatorCount',
  'qualityIndicatorCount',
  'pointsSum',
  'weightsSum',
  'quotaSum',
  'officerThreshold',
  // demand, declaration, bids
  'aboveCeiling',
  'aboveRound1',
  'blacklisted',
  'relatedSupplier',
  'licenceMissing',
  'gmpMissing',
  'traceabilityMissing',
  'capacityMissing',
  'badEnvelope',
  'policyMismatch',
  'foreignEnvelope',
  'badSignature',
  'oneBody',
  'otherSigningKey',
  'badShare',
  'drillFailed',
  'roundRunning',
  'notShortlisted',
  // review, draw, opening
  'aboveMaximum',
  'unscoredItems',
  'recused',
  'tooFewExperts',
  'quotaExceedsPool',
  'tooFewContributions',
  'supplierContributionMissing',
  'commitmentMismatch',
  'quorumMissing',
  'belowLine',
  // files
  'emptyFile',
  'badFileName',
  'fileTypeNotAllowed',
  'fileNameMismatch',
  'brokenFile',
  'encryptedFile',
  'unpacksTooLarge',
  'tooManyPixels',
  'checkTookTooLong',
  'infectedFile',
  'scannerDown',
  'quotaExceeded',
  'uploadMismatch',
  'fileInUse',
  'fileNotClean',
  // award, allocation, contract
  'notWinner',
  'tooManyPicks',
  'tooFewDeclarers',
  'capacityExceeded',
  'capacityShort',
  'infeasible',
  'noWinners',
  'alreadySigned',
] as const

/** The code of one refusal. */
export type ViolationCode = (typeof VIOLATION_CODES)[number]

/** Values that the text of a violation names. Plain JSON: it crosses the wire. */
export type ViolationParams = Readonly<Record<string, string | number>>

/** One reason why a request is refused: what, where in the input (`rows[3].quantityKg`), and the values to show. */
export interface Violation {
  readonly code: ViolationCode
  readonly path?: string
  readonly params?: ViolationParams
}

/** Builds a violation; leaves out what is not given, so that equal violations are deeply equal. */
export function violation(code: ViolationCode, path?: string, params?: ViolationParams): Violation {
  return { code, ...(path === undefined ? {} : { path }), ...(params === undefined ? {} : { params }) }
}
