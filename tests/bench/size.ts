import { SCALES, type Scale } from '../../rehearsal/scale.ts'
import { makeWorld, type World } from '../../rehearsal/world/index.ts'

/** How large the loads are, and how long they run. */
export interface Size {
  readonly name: 'full' | 'small'
  readonly world: World
  readonly seconds: number
  readonly runs: number
}

const SEED = 42

/** A tenth of the first batch, for work on the loads themselves: its figures say nothing. */
const TENTH: Scale = { ...SCALES.seed, hospitals: 605, demandKg: 655_880n, suppliers: 62, declarations: 400 }

export const fullSize = (): Size => ({ name: 'full', world: makeWorld(SCALES.seed, SEED), seconds: 5, runs: 5 })
export const smallSize = (): Size => ({ name: 'small', world: makeWorld(TENTH, SEED), seconds: 2, runs: 3 })
