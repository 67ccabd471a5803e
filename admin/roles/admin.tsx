import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [
  { to: '/users', label: 'resources.users.name' },
  { to: '/jobs', label: 'resources.jobs.name' },
  { to: '/auditRows', label: 'resources.auditRows.name' },
]

/** Home of the role admin. */
export default function AdminHome() {
  return <Home shortcuts={SHORTCUTS} />
}
