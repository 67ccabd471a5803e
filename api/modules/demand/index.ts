export { type DemandLineInput, reportDemand } from './commands.ts'
export { type DemandForm, loadDemandForm } from './form.ts'
