export { DemandLineList } from './List.tsx'
export { DemandLineShow } from './Show.tsx'
