import type { AuthProvider } from 'ra-core'
import { gql } from './gql.ts'
import { command } from './graphqlClient.ts'
import { forgetMe, mayDo, whoAmI } from './session.ts'

const LOGOUT = gql`
  mutation Logout {
    logout {
      __typename
      ... on Done { ok }
      ... on Refusal { violations { code path message } }
    }
  }
`

/** Screens that read only; nothing is created, edited or deleted through react-admin's own forms. */
const READING = ['list', 'show', 'read']

/** Session in an HttpOnly cookie; rights are answered from the cached identity by the domain's table. */
export const authProvider: AuthProvider = {
  // The sign-in page has passed every door by itself; what is left is to ask anew who is here.
  async login() {
    forgetMe()
  },
  async logout() {
    const me = await whoAmI().catch(() => null)
    if (me) await command('logout', LOGOUT, {}).catch(() => undefined)
    forgetMe()
  },
  async checkAuth() {
    // No message: whoever opens the site for the first time has done nothing wrong.
    if (!(await whoAmI())) return Promise.reject({ message: false })
    return undefined
  },
  async checkError(error: { status?: number }) {
    if (error.status !== 401) return
    forgetMe()
    throw new Error('ra.auth.auth_check_error')
  },
  async getIdentity() {
    const me = await whoAmI()
    if (!me) throw new Error('ra.auth.auth_check_error')
    return { ...me, fullName: me.displayName }
  },
  async getPermissions() {
    return (await whoAmI())?.role ?? 'public'
  },
  async canAccess({ action, resource }: { action: string; resource: string }) {
    const me = await whoAmI()
    return me !== null && READING.includes(action) && mayDo(me.role, resource)
  },
}
