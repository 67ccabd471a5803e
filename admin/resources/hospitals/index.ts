export { HospitalList } from './List.tsx'
export { HospitalShow } from './Show.tsx'
