import { type ComponentType, lazy } from 'react'

interface PageRoute {
  readonly path: string
  readonly page: ComponentType
}

/** The pages made for a task, each loaded when it is first opened. */
export const PAGES: readonly PageRoute[] = [
  { path: '/demand', page: lazy(() => import('./demand/DemandPage.tsx')) },
  { path: '/choices', page: lazy(() => import('./choices/ChoicesPage.tsx')) },
  { path: '/volumes', page: lazy(() => import('./volumes/VolumesPage.tsx')) },
  { path: '/sign', page: lazy(() => import('./sign/SignPage.tsx')) },
  { path: '/declare', page: lazy(() => import('./declare/DeclarePage.tsx')) },
  { path: '/similarities', page: lazy(() => import('./similarities/SimilaritiesPage.tsx')) },
  { path: '/expiringPapers', page: lazy(() => import('./expiringPapers/ExpiringPapersPage.tsx')) },
  { path: '/myFiles', page: lazy(() => import('./myFiles/MyFilesPage.tsx')) },
  { path: '/quotes', page: lazy(() => import('./quotes/QuotesPage.tsx')) },
  { path: '/delivery', page: lazy(() => import('./delivery/DeliveryPage.tsx')) },
  { path: '/mySamples', page: lazy(() => import('./mySamples/MySamplesPage.tsx')) },
  { path: '/bench', page: lazy(() => import('./bench/BenchPage.tsx')) },
  { path: '/score', page: lazy(() => import('./score/ScorePage.tsx')) },
  { path: '/reviewDesk', page: lazy(() => import('./reviewDesk/ReviewDeskPage.tsx')) },
  { path: '/myScores', page: lazy(() => import('./myScores/MyScoresPage.tsx')) },
  { path: '/area', page: lazy(() => import('./area/AreaPage.tsx')) },
  { path: '/cityDefaults', page: lazy(() => import('./cityDefaults/CityDefaultsPage.tsx')) },
  { path: '/account', page: lazy(() => import('./account/AccountPage.tsx')) },
  { path: '/ceremonies', page: lazy(() => import('./ceremonies/CeremoniesPage.tsx')) },
  { path: '/lotRanking', page: lazy(() => import('./lotRanking/LotRankingPage.tsx')) },
  { path: '/myCases', page: lazy(() => import('./myCases/MyCasesPage.tsx')) },
  { path: '/rulePack', page: lazy(() => import('./rulePack/RulePackPage.tsx')) },
]
