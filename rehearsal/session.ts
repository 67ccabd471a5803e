import { demoSecret } from '../api/demo.ts'
import type { Campaign } from './campaign.ts'
import { REFUSAL } from './campaign.ts'
import { openDoor } from './http.ts'
import { openProgress } from './progress.ts'
import type { Scale } from './scale.ts'
import { makeWorld } from './world/index.ts'

export interface SessionOptions {
  readonly url: string
  readonly adminPassword: string
  readonly scale: Scale
  readonly seed: number
  readonly tenderCode: string
  readonly title: string
  /** Password of everybody in the rehearsal. */
  readonly password: string
  readonly print: ((line: string) => void) | null
  /** An earlier campaign of the same platform, whose people go on. */
  readonly after?: Campaign
}

/** Signs the staff in and prepares a campaign. */
export async function openSession(options: SessionOptions): Promise<Campaign> {
  const { door, admin, office } = options.after ?? (await signInStaff(options))
  return {
    world: makeWorld(options.scale, options.seed),
    door,
    progress: openProgress(options.print),
    password: options.password,
    tenderCode: options.tenderCode,
    title: options.title,
    admin,
    office,
    tenderId: '',
    lots: [],
    declaringEnds: new Date(0),
    people: options.after?.people ?? new Map(),
    invariants: new Map(),
    facts: new Map(),
  }
}

/** Makes the office's and the watchers' accounts; whoever proposes has somebody who confirms. */
async function signInStaff(options: SessionOptions): Promise<Pick<Campaign, 'door' | 'admin' | 'office'>> {
  const door = openDoor(options.url)
  const admin = await door.person('admin', options.adminPassword)
  const secondOf = (login: string, second: string) => {
    const person = remember(() => door.person(second, options.password))
    door.secondFor(login, person)
  }
  secondOf('office-1', 'office-2')
  secondOf('admin', 'supervisor-1') // grants of rights: one administers, another watches
  const staff = [
    { login: 'office-1', displayName: '联采办经办', role: 'office' },
    { login: 'office-2', displayName: '联采办复核', role: 'office' },
    { login: 'supervisor-1', displayName: '纪检监督', role: 'supervisor' },
    { login: 'auditor-1', displayName: '审计', role: 'auditor' },
  ].map(user => ({ ...user, password: options.password, totpSecret: demoSecret(user.login) }))
  await admin.act(`mutation($rows:[UserInput!]!){importUsers(users:$rows){__typename ...on Done{count} ${REFUSAL}}}`, {
    rows: staff,
  })
  return { door, admin, office: await door.person('office-1', options.password) }
}

/** Asks once. */
function remember<T>(make: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined
  return () => {
    known ??= make()
    return known
  }
}
