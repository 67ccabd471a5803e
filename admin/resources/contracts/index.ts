export { ContractList } from './List.tsx'
export { ContractShow } from './Show.tsx'
