export { ProvinceList } from './List.tsx'
export { ProvinceShow } from './Show.tsx'
