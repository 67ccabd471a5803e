export { ObjectionList } from './List.tsx'
export { ObjectionShow } from './Show.tsx'
