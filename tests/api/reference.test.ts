import { expect, it } from 'vitest'
import { checkStandard } from '../../api/domain/sampleStandard.ts'
import { seedReference } from '../../prisma/seed/reference.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform()

it('a database that was filled when standards were texts gets fields to judge by; what somebody wrote stays', async () => {
  const { db } = platform
  const own = { fields: [] }
  await db.tx(seedReference)
  const [first, second] = await db.prisma.spec.findMany({ orderBy: { code: 'asc' }, take: 2 })
  await db.tx(async tx => {
    await tx.run('UPDATE spec SET standard = $2 WHERE id = $1', [first?.id, JSON.stringify({ text: '药典' })])
    await tx.run('UPDATE spec SET standard = $2 WHERE id = $1', [second?.id, JSON.stringify(own)])
    await seedReference(tx)
  })
  const after = await db.prisma.spec.findMany({ orderBy: { code: 'asc' } })
  expect(after[0]?.standard).toEqual(first?.standard)
  expect(after[1]?.standard).toEqual(own)
  for (const spec of [after[0], ...after.slice(2)]) expect(checkStandard(spec?.standard)).toEqual([])
})
