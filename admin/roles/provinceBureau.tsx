import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [{ to: '/area', label: 'page.area.title' }]

/** Home of the role provinceBureau. */
export default function ProvinceBureauHome() {
  return <Home shortcuts={SHORTCUTS} />
}
