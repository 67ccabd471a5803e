export { AllocationRunList } from './List.tsx'
export { AllocationRunShow } from './Show.tsx'
