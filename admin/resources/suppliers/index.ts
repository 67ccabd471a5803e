export { SupplierList } from './List.tsx'
export { SupplierShow } from './Show.tsx'
