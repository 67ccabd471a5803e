export { findActor } from './sessions.ts'
