export { ExpertList } from './List.tsx'
export { ExpertShow } from './Show.tsx'
