/** The page on which the todo of a kind is done; kinds are named after the command that settles them. */
const PAGES: Readonly<Record<string, string>> = {
  reportDemand: '/demand',
  submitDemand: '/demand',
  reviewDemand: '/area',
  setCityDefaults: '/cityDefaults',
  chooseSuppliers: '/choices',
  chooseDistributors: '/choices',
  confirmVolumes: '/volumes',
  signContracts: '/sign',
  declareLots: '/declare',
  answerIndicators: '/declare',
  submitDeclarations: '/declare',
  bookSlot: '/mySamples',
  confirmArrival: '/bench',
  recordResults: '/bench',
  renewPapers: '/myFiles',
  openAwardLetter: '/awardLetters',
  submitBid: '/quotes',
  sealAgain: '/quotes',
  nameDistributors: '/delivery',
  raiseObjection: '/notices',
  submitScores: '/score',
  giveReasons: '/score',
  signReview: '/score',
  clarifyScores: '/myScores',
  justifyLowPrice: '/myCases',
  declareRecusal: '/score',
  registerOfficerKey: '/ceremonies',
  signPolicy: '/ceremonies',
  submitShares: '/ceremonies',
  contributeEntropy: '/ceremonies',
  revealEntropy: '/ceremonies',
  importUsers: '/users',
  retryJob: '/jobs',
}

/** Where to go for a todo; the office works on the page of the tender. */
export function todoPage(kind: string, tenderId: string): string {
  return PAGES[kind] ?? `/tenders/${tenderId}/show`
}
