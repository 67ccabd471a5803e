export { LotList } from './List.tsx'
export { LotShow } from './Show.tsx'
