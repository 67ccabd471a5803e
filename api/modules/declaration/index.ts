export { loadDeclarationForm } from './form.ts'
