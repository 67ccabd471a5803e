export { type ResultInput, recordResults } from './lab.ts'
export { type BenchLot, loadLabForm } from './labForm.ts'
