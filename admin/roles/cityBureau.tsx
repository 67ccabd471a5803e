import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [
  { to: '/area', label: 'page.area.title' },
  { to: '/cityDefaults', label: 'page.cityDefaults.title' },
]

/** Home of the role cityBureau. */
export default function CityBureauHome() {
  return <Home shortcuts={SHORTCUTS} />
}
