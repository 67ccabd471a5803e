export { TenderList } from './List.tsx'
export { TenderShow } from './Show.tsx'
