import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [
  { to: '/auditRows', label: 'resources.auditRows.name' },
  { to: '/tenders', label: 'resources.tenders.name' },
]

/** Home of the role auditor. */
export default function AuditorHome() {
  return <Home shortcuts={SHORTCUTS} />
}
