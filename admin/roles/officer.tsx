import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [{ to: '/ceremonies', label: 'page.ceremonies.title' }]

/** Home of the role officer. */
export default function OfficerHome() {
  return <Home shortcuts={SHORTCUTS} />
}
