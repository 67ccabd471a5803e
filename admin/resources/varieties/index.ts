export { VarietyList } from './List.tsx'
export { VarietyShow } from './Show.tsx'
