export { finishAward, finishShortlist, rankLot, saveRanking } from './rankings.ts'
