export { JobList } from './List.tsx'
export { JobShow } from './Show.tsx'
