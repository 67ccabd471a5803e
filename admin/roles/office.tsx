import { StageTimeline } from '../resources/tenders/StageTimeline.tsx'
import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [
  { to: '/tenders', label: 'resources.tenders.name' },
  { to: '/jobs', label: 'resources.jobs.name' },
]

/** Home of the office: the campaign as a timeline with clocks. */
export default function OfficeHome() {
  return <Home shortcuts={SHORTCUTS} extra={({ tender }) => tender && <StageTimeline tender={tender} />} />
}
