/** Messages: verb, verbName. */
export const enVerbs = {
  verb: {
    createTender: {
      label: 'Create tender',
      review: 'A new tender with its lots and stages. The rehearsal mark cannot be changed later.',
    },
    publishRulePack: {
      label: 'Publish rule pack',
      review: 'Immutable once published; a change is a new version.',
    },
    planStages: {
      label: 'Plan clocks',
      review: 'Opening and closing times of the stages, visible to all at once.',
    },
    advanceStage: {
      label: 'Advance stage',
      review: 'The present stage ends for good. This is recorded:',
    },
    advanceClock: {
      label: 'Advance clock',
      review: "Rehearsals only: the tender's clock moves forward and never back.",
    },
    publishDocuments: {
      label: 'Publish documents',
      review: 'Public at once and hashed; it cannot be taken back.',
    },
    freezeDemand: {
      label: 'Freeze demand',
      review: 'The demand becomes a hashed snapshot that nobody can change.',
    },
    setPriceCeilings: {
      label: 'Set ceilings',
      review: 'Survey prices per lot are recorded and the ceilings follow from them.',
    },
    cancelJob: {
      label: 'Cancel job',
      review: 'The job stops; no half result is left.',
    },
    retryJob: {
      label: 'Retry job',
      review: 'The job goes on where it stopped.',
    },
    importUsers: {
      label: 'Add user',
      review: 'Adds a person who may sign in.',
    },
    importHospitals: {
      label: 'Import hospitals',
      review: 'Imports hospitals.',
    },
    importSuppliers: {
      label: 'Import suppliers',
      review: 'Imports suppliers.',
    },
    importDistributors: {
      label: 'Import distributors',
      review: 'Imports distributors.',
    },
    importExperts: {
      label: 'Import experts',
      review: 'Imports the expert pool.',
    },
    changePassword: {
      label: 'Change password',
      review: 'Changes the password.',
    },
    reportDemand: {
      label: 'Save draft',
      review: 'Saves the whole report as a draft.',
    },
    submitDemand: {
      label: 'Submit demand',
      review: 'The city bureau reviews it; it cannot be changed unless returned.',
    },
    reviewDemand: {
      label: 'Review demand',
      review: 'The verdict is recorded and told to the hospitals.',
    },
    setCityDefaults: {
      label: 'Save defaults',
      review: 'Hospitals of this city that stay silent are served by the default.',
    },
    chooseSuppliers: {
      label: 'Submit choices',
      review: 'Choices are recorded in this order; they can be changed while the window is open.',
    },
    chooseDistributors: {
      label: 'Submit distributors',
      review: 'The distributor of each supplier is recorded.',
    },
    confirmVolumes: {
      label: 'Confirm volumes',
      review: 'Contracts are made from the confirmed volumes.',
    },
    nameDistributors: {
      label: 'Name distributors',
      review: 'Distributors are recorded for the chosen cities.',
    },
    generateContracts: {
      label: 'Generate contracts',
      review: 'All contracts from the adopted volumes and distributors.',
    },
    signContracts: {
      label: 'Sign',
      review: "Signing binds. Who, when and the contract's hash are recorded.",
    },
    runAllocation: {
      label: 'Run allocation',
      review: 'Computes one split from frozen demand, awards and choices; may be repeated.',
    },
    adoptAllocation: {
      label: 'Adopt',
      review: 'It becomes the agreed volumes; the others lapse.',
    },
    declareLots: {
      label: 'Save lots',
      review: 'Declared lots and yearly capacities are recorded.',
    },
    answerIndicators: {
      label: 'Save answers',
      review: 'Answers are recorded.',
    },
    submitDeclarations: {
      label: 'Submit declarations',
      review: 'They go to the experts; until the deadline you may withdraw, or change and submit again.',
    },
    declareConflict: {
      label: 'Record conflict',
      review: 'The expert will not judge the case.',
    },
    declareRecusal: {
      label: 'Recuse myself',
      review: 'You will not judge the supplier; sheets done are void and redone by others.',
    },
    prepareDraw: {
      label: 'Prepare draw',
      review:
        'Strata, quotas and pool are recorded; experts with ties are recused at once. You will be one of the two who call.',
    },
    contributeEntropy: {
      label: 'Commit',
      review: 'Only the hash is sent. Keep the downloaded file: it is needed for the reveal.',
    },
    freezeDraw: {
      label: 'Freeze draw',
      review: 'Pool, quotas, recusals and commitments are fixed; only reveals follow.',
    },
    revealEntropy: {
      label: 'Reveal',
      review: 'The value becomes public and is checked against its commitment.',
    },
    drawExperts: {
      label: 'Draw experts',
      review: 'Drawn once by the published algorithm, never again.',
    },
    replaceExpert: {
      label: 'Replace expert',
      review: "The expert's sheets are void and redone by the next reserve.",
    },
    assignReview: {
      label: 'Assign review',
      review: 'Two blind experts per subject.',
    },
    submitScores: {
      label: 'Submit scores',
      review: 'Cannot be changed afterwards.',
    },
    freezeScores: {
      label: 'Freeze scores',
      review: 'Scores are fixed and hashed; differences first go to a third expert.',
    },
    openPriceRound: {
      label: 'Create round',
      review: 'Officers then register their keys.',
    },
    preparePolicy: {
      label: 'Fix policy',
      review: 'The policy text and keys are fixed; all officers sign, then bids open.',
    },
    submitBid: {
      label: 'Seal bid',
      review:
        'Prices are sealed in this browser; nobody can read them before the opening. Replace or withdraw until the deadline.',
    },
    withdrawBid: {
      label: 'Withdraw',
      review: 'The declaration then has no bid; it can be sealed again until the deadline.',
    },
    closePriceRound: {
      label: 'Close round',
      review: 'The round closes and the manifest of effective bids is fixed.',
    },
    openBids: {
      label: 'Open bids',
      review: 'Officers and platform decrypt together; all bids open at once and are recorded.',
    },
    computeShortlist: {
      label: 'Compute shortlist',
      review: 'Composite scores and ranks by the published formula.',
    },
    publishNotice: {
      label: 'Publish notice',
      review: 'Public at once; objections may be raised while it runs.',
    },
    raiseObjection: {
      label: 'Object',
      review: 'The objection pauses the clock; the office answers within 3 days.',
    },
    answerObjection: {
      label: 'Answer objection',
      review: 'The supplier is told and the clock goes on.',
    },
    proposeAwards: {
      label: 'Propose winners',
      review: 'Winners by rank, cut and price band.',
    },
    finaliseAwards: {
      label: 'Make final',
      review: 'The notice has run and objections are answered; the awards become final.',
    },
  },
  verbName: {
    signPolicy: 'Sign the policy',
    publishOpening: 'Publish the opening',
    refuseLateBid: 'Refuse a late bid',
    submitShares: 'Hand in shares',
    createTender: 'Create tender',
    saveRulePackDraft: 'Save draft of the rules',
    publishRulePack: 'Publish rule pack',
    dryRunRulePack: 'Dry run of the rules',
    planStages: 'Plan clocks',
    advanceStage: 'Advance stage',
    advanceClock: 'Advance clock',
    publishDocuments: 'Publish documents',
    freezeDemand: 'Freeze demand',
    setPriceCeilings: 'Set ceilings',
    cancelJob: 'Cancel job',
    retryJob: 'Retry job',
    importUsers: 'Add user',
    importHospitals: 'Import hospitals',
    importSuppliers: 'Import suppliers',
    importDistributors: 'Import distributors',
    importExperts: 'Import experts',
    changePassword: 'Change password',
    reportDemand: 'Save draft',
    submitDemand: 'Submit demand',
    reviewDemand: 'Review demand',
    setCityDefaults: 'Save defaults',
    chooseSuppliers: 'Submit choices',
    chooseDistributors: 'Submit distributors',
    confirmVolumes: 'Confirm volumes',
    nameDistributors: 'Name distributors',
    generateContracts: 'Generate contracts',
    signContracts: 'Sign',
    runAllocation: 'Run allocation',
    adoptAllocation: 'Adopt',
    declareLots: 'Save lots',
    answerIndicators: 'Save answers',
    submitDeclarations: 'Submit declarations',
    declareConflict: 'Record conflict',
    declareRecusal: 'Recuse myself',
    witnessDraw: 'Witness the draw',
    prepareDraw: 'Prepare draw',
    contributeEntropy: 'Commit',
    freezeDraw: 'Freeze draw',
    revealEntropy: 'Reveal',
    drawExperts: 'Draw experts',
    replaceExpert: 'Replace expert',
    assignReview: 'Assign review',
    submitScores: 'Submit scores',
    freezeScores: 'Freeze scores',
    openPriceRound: 'Create round',
    preparePolicy: 'Fix policy',
    submitBid: 'Seal bid',
    withdrawBid: 'Withdraw',
    closePriceRound: 'Close round',
    openBids: 'Open bids',
    computeShortlist: 'Compute shortlist',
    publishNotice: 'Publish notice',
    raiseObjection: 'Object',
    answerObjection: 'Answer objection',
    proposeAwards: 'Propose winners',
    finaliseAwards: 'Make final',
    login: 'Sign in',
    logout: 'Sign out',
  },
}
