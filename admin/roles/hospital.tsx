import { HospitalSteps } from '../pages/HospitalSteps.tsx'
import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = []

/** Home of a hospital: four steps from demand to contract. */
export default function HospitalHome() {
  return <Home shortcuts={SHORTCUTS} extra={({ tender }) => tender && <HospitalSteps stage={tender.stage} />} />
}
