export { underTwoPeople } from './commands.ts'
export type { ProposalRow } from './store.ts'
