export { RankingList } from './List.tsx'
export { RankingShow } from './Show.tsx'
