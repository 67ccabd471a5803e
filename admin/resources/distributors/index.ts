export { DistributorList } from './List.tsx'
export { DistributorShow } from './Show.tsx'
