export { importUsers } from './commands.ts'
export { findActor } from './store.ts'
