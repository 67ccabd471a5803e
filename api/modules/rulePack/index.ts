export { playDryRunLot } from './dryRun.ts'
