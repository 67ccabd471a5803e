export { finishAward, finishShortlist, rankLots, saveRankings } from './rankings.ts'
