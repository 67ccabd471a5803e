export { loadPoolChoices } from './choices.ts'
export { importExperts } from './commands.ts'
