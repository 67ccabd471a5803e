export { SpecList } from './List.tsx'
export { SpecShow } from './Show.tsx'
