export { findActor } from './store.ts'
