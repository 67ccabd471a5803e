/** One entry of the left menu: where it leads, its message key, and the query or command it needs. */
export interface MenuEntry {
  readonly to: string
  readonly label: string
  readonly needs: string
  /** Pages made for these roles only. */
  readonly roles?: readonly string[]
}

/** A task of the campaign with its entries. */
export interface MenuTask {
  readonly key: string
  readonly entries: readonly MenuEntry[]
}

function list(name: string): MenuEntry {
  return { to: `/${name}`, label: `resources.${name}.name`, needs: name }
}

/** By task, in the order of the campaign. A role sees what it may ask for or do. */
export const MENU: readonly MenuTask[] = [
  {
    key: 'tender',
    entries: [
      list('tenders'),
      { to: '/rulePack', label: 'page.rulePack.title', needs: 'rulePackDrafts' },
      list('lots'),
    ],
  },
  {
    key: 'demand',
    entries: [
      { to: '/demand', label: 'page.demand.title', needs: 'reportDemand' },
      { to: '/area', label: 'page.area.title', needs: 'reviewDemand' },
      { ...list('demandReports'), roles: ['office', 'supervisor', 'auditor', 'cityBureau', 'provinceBureau', 'admin'] },
      { ...list('demandLines'), roles: ['office', 'supervisor', 'auditor', 'cityBureau', 'provinceBureau', 'admin'] },
    ],
  },
  {
    key: 'declaration',
    entries: [
      { to: '/declare', label: 'page.declare.title', needs: 'declareLots' },
      { to: '/myFiles', label: 'page.myFiles.title', needs: 'attachEvidence' },
      list('declarations'),
      { to: '/expiringPapers', label: 'page.expiringPapers.title', needs: 'expiringPapers' },
      { to: '/similarities', label: 'page.similarity.title', needs: 'similarityFlags' },
    ],
  },
  {
    key: 'review',
    entries: [
      { to: '/score', label: 'page.score.title', needs: 'submitScores' },
      { to: '/reviewDesk', label: 'page.reviewDesk.title', needs: 'reviewProgress' },
      { to: '/myScores', label: 'page.myScores.title', needs: 'clarifyScores' },
      { ...list('reviewSheets'), roles: ['office', 'supervisor', 'auditor'] },
    ],
  },
  {
    key: 'bids',
    entries: [
      { to: '/quotes', label: 'page.quotes.title', needs: 'submitBid' },
      { to: '/ceremonies', label: 'page.ceremonies.title', needs: 'contributeEntropy' },
    ],
  },
  {
    key: 'awards',
    entries: [
      { to: '/lotRanking', label: 'page.lotRanking.title', needs: 'placeExplanation' },
      list('rankings'),
      { ...list('samples'), roles: ['office', 'supervisor', 'auditor'] },
      { to: '/mySamples', label: 'page.mySamples.title', needs: 'bookSlot' },
      { to: '/bench', label: 'page.bench.title', needs: 'recordResults' },
      {
        ...list('awards'),
        roles: ['office', 'officer', 'supplier', 'supervisor', 'auditor', 'cityBureau', 'provinceBureau'],
      },
      list('awardLetters'),
      { to: '/choices', label: 'page.choices.title', needs: 'chooseSuppliers' },
      { to: '/cityDefaults', label: 'page.cityDefaults.title', needs: 'setCityDefaults' },
      { ...list('allocationRuns'), roles: ['office', 'supervisor', 'auditor', 'provinceBureau', 'cityBureau'] },
      { to: '/volumes', label: 'page.volumes.title', needs: 'confirmVolumes' },
    ],
  },
  {
    key: 'contracts',
    entries: [
      { to: '/delivery', label: 'page.delivery.title', needs: 'nameDistributors' },
      { to: '/sign', label: 'page.sign.title', needs: 'signContracts' },
      list('contracts'),
    ],
  },
  {
    key: 'notices',
    entries: [
      list('notices'),
      { to: '/myCases', label: 'page.myCases.title', needs: 'raiseObjection' },
      { ...list('objections'), roles: ['office', 'supervisor', 'auditor'] },
    ],
  },
  {
    key: 'base',
    entries: [
      ...['hospitals', 'suppliers', 'distributors', 'experts'].map(list),
      ...['provinces', 'cities', 'varieties', 'specs'].map(name => ({
        ...list(name),
        roles: ['office', 'supervisor', 'auditor', 'admin'],
      })),
    ],
  },
  { key: 'system', entries: [list('users'), list('jobs'), list('auditRows')] },
]
