export { AwardLetterList } from './List.tsx'
export { AwardLetterShow } from './Show.tsx'
