export { type DemandLineInput, reportDemand } from './commands.ts'
