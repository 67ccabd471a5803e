export { DeclarationList } from './List.tsx'
export { DeclarationShow } from './Show.tsx'
