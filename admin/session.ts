import { type Action, PERMISSIONS, ROLES, type Role } from '#domain/permissions.ts'
import type { User } from './contract/index.ts'
import { gql } from './gql.ts'
import { ask } from './graphqlClient.ts'

/** The signed-in person. */
export interface Me extends Omit<User, 'role'> {
  readonly role: Role
}

const ME = gql`
  query Me {
    me { id login displayName role hospitalId supplierId distributorId expertId cityId provinceId body locale factor }
  }
`

/** Commands that the permission table files under a neighbour's name. */
const SAME_AS: Readonly<Record<string, string>> = {
  freezeDraw: 'prepareDraw',
  preparePolicy: 'openPriceRound',
  chooseDistributors: 'chooseDistributor',
  draw: 'draws',
  answers: 'answerIndicators',
  changePassword: 'me',
}

let cached: Promise<Me | null> | null = null

function isRole(role: string): role is Role {
  return ROLES.some(known => known === role)
}

async function loadMe(): Promise<Me | null> {
  const { me } = await ask<{ me: User | null }>(ME)
  // Whoever still has to show the second factor is nobody yet.
  const isIn = me !== null && me.factor !== 'needed' && me.factor !== 'enrol'
  return isIn && isRole(me.role) ? { ...me, role: me.role } : null
}

/** Who is signed in, asked once; null for nobody. A failed question is not remembered. */
export function whoAmI(): Promise<Me | null> {
  cached ??= loadMe().catch(error => {
    cached = null
    throw error
  })
  return cached
}

/** Forgets the identity after login and logout. */
export function forgetMe(): void {
  cached = null
}

function isAction(name: string): name is Action {
  return Object.hasOwn(PERMISSIONS, name)
}

/** The same answer as the server's may(), for any name of a query or command; unknown names are denied. */
export function mayDo(role: Role, name: string): boolean {
  const action = isAction(name) ? name : (SAME_AS[name] ?? name)
  return isAction(action) && PERMISSIONS[action].some(actor => actor === role)
}
