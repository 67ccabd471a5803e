import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [{ to: '/bench', label: 'page.bench.title' }]

/** Home of the role lab. */
export default function LabHome() {
  return <Home shortcuts={SHORTCUTS} />
}
