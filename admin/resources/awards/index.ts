export { AwardList } from './List.tsx'
export { AwardShow } from './Show.tsx'
