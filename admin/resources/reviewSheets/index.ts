export { ReviewSheetList } from './List.tsx'
export { ReviewSheetShow } from './Show.tsx'
