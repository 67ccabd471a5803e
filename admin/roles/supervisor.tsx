import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [
  { to: '/tenders', label: 'resources.tenders.name' },
  { to: '/auditRows', label: 'resources.auditRows.name' },
]

/** Home of the role supervisor. */
export default function SupervisorHome() {
  return <Home shortcuts={SHORTCUTS} />
}
