export { CityList } from './List.tsx'
export { CityShow } from './Show.tsx'
