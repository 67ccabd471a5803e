import { describe, expect, it } from 'vitest'
import { checkRulePack } from '../../api/domain/rulePack.ts'
import { random } from '../../rehearsal/random.ts'
import { SCALES } from '../../rehearsal/scale.ts'
import { makeWorld } from '../../rehearsal/world/index.ts'

describe('the world of a rehearsal', () => {
  const world = makeWorld(SCALES.seed, 42)

  it("has exactly the first batch's figures at seed scale", () => {
    expect({
      provinces: world.provinces.length,
      cities: world.cities.length,
      hospitals: world.hospitals.length,
      lots: world.lots.length,
      demandLines: world.demandKg.flat().filter(kg => kg > 0).length,
      demandKg: world.demandKg.flat().reduce((sum, kg) => sum + kg, 0),
      suppliers: world.suppliers.length,
      declarations: world.declarers.flat().length,
      experts: world.experts.length,
    }).toEqual({
      provinces: 15,
      cities: 110,
      hospitals: 6050,
      lots: 42,
      demandLines: 254100,
      demandKg: 6558800,
      suppliers: 308,
      declarations: 4000,
      experts: 320,
    })
  })

  it('gives every supplier a lot, no code twice, and keeps related companies apart', () => {
    expect(new Set(world.declarers.flat()).size).toBe(308)
    for (const codes of [world.hospitals, world.suppliers, world.experts].map(list => list.map(x => x.code)))
      expect(new Set(codes).size).toBe(codes.length)
    for (const declarers of world.declarers) {
      const groups = declarers.map(i => world.suppliers[i]?.relatedGroup).filter(group => group !== null)
      expect(new Set(groups).size).toBe(groups.length)
    }
  })

  it('names every hospital differently', () => {
    expect(new Set(world.hospitals.map(h => h.name)).size).toBe(6050)
  })

  it.each(Object.values(SCALES).filter(scale => scale.name !== 'x10'))(
    'has a valid rule pack at scale $name',
    scale => {
      expect(checkRulePack(makeWorld(scale, 1).pack)).toEqual([])
    },
  )

  it('is the same for the same seed and another for another', () => {
    expect(makeWorld(SCALES.tiny, 7)).toEqual(makeWorld(SCALES.tiny, 7))
    expect(makeWorld(SCALES.tiny, 7)).not.toEqual(makeWorld(SCALES.tiny, 8))
  })
})

describe('named randomness', () => {
  it('does not shift when another stream draws', () => {
    const a = random(1, 'a')
    random(1, 'b').bytes(100)
    expect(a.bytes(8)).toEqual(random(1, 'a').bytes(8))
  })
})
