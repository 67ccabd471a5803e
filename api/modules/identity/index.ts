export { type OidcProvider, oidcRoutes } from './oidc.ts'
export { findSession } from './sessions.ts'
