export { DemandReportList } from './List.tsx'
export { DemandReportShow } from './Show.tsx'
