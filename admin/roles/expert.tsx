import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [{ to: '/score', label: 'page.score.title' }]

/** Home of the role expert. */
export default function ExpertHome() {
  return <Home shortcuts={SHORTCUTS} />
}
