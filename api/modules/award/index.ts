export { type RankingsAsked, rankedLots, visibleRankings } from './rankedLots.ts'
export { finishAward, finishShortlist, rankLots, saveRankings } from './rankings.ts'
export { loadLots } from './store.ts'
