export { type ExpiringPaper, type ExpiryAsked, expiringPapers } from './expiry.ts'
export { loadDeclarationForm } from './form.ts'
