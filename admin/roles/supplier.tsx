import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [
  { to: '/declare', label: 'page.declare.title' },
  { to: '/quotes', label: 'page.quotes.title' },
  { to: '/sign', label: 'page.sign.title' },
]

/** Home of the role supplier. */
export default function SupplierHome() {
  return <Home shortcuts={SHORTCUTS} />
}
