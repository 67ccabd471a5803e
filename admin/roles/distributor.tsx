import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [
  { to: '/sign', label: 'page.sign.title' },
  { to: '/contracts', label: 'resources.contracts.name' },
]

/** Home of the role distributor. */
export default function DistributorHome() {
  return <Home shortcuts={SHORTCUTS} />
}
