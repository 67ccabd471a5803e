export { type RankingsAsked, rankedLots, visibleRankings } from './rankedLots.ts'
export { finishAward, finishShortlist, rankLot, saveRanking } from './rankings.ts'
export { findLot } from './store.ts'
