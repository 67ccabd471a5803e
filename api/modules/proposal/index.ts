export { underTwoPeople } from './commands.ts'
export { countWaiting, type ProposalRow } from './store.ts'
