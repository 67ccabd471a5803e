import { beforeAll, describe, expect, it } from 'vitest'
import { type Anchor, parseNoteKey, verifyAnchor, verifyCheckpoint } from '../../api/domain/auditLog.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { ceremony, declarationIds, passTime, prepareRound, type Round, sealed } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const RECEIPTS =
  'query($f:SealedBidFilter!){sealedBids(perPage:1000,filter:$f){items{seq leaf withdrawn receipt{seq leaf submittedAt anchor checkpoint}}}}'

interface Item {
  readonly seq: number
  readonly leaf: string
  readonly withdrawn: boolean
  readonly receipt: {
    readonly seq: number
    readonly leaf: string
    readonly anchor: Anchor
    readonly checkpoint: string
  } | null
}

const itemsFor = async (person: Person, roundId: string) =>
  (await person.ask<{ sealedBids: { items: Item[] } }>(RECEIPTS, { f: { roundId } })).sealedBids.items

describe('receipts once more', () => {
  const held: { tenderId?: string; round?: Round; acts?: ReturnType<typeof ceremony> } = {}
  const at = () => {
    const { tenderId, round, acts } = held
    if (!tenderId || !round || !acts) throw new Error('not ready')
    return { tenderId, round, acts }
  }
  beforeAll(async () => {
    await seedAlliance(platform)
    const tenderId = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, tenderId, 'bidRound1')
    const acts = ceremony(platform, await platform.person('office'))
    const round = await acts.start(tenderId, 1)
    Object.assign(held, { tenderId, round, acts })
    const ids = await declarationIds(platform, tenderId)
    const bid = { lot: 'HQ-T', priceFen: 9000n }
    const [one, two] = [ids.get('HQ-T/S1') ?? '', ids.get('HQ-T/S2') ?? '']
    const first = await acts.submit('supplier-S1', round.id, one, await sealed(round, { ...bid, supplier: 'S1' }), 'a')
    const after = await sealed(round, { ...bid, supplier: 'S1', after: first })
    await acts.submit('supplier-S1', round.id, one, after, 'b')
    await acts.withdraw('supplier-S1', round.id, one, 'c')
    await acts.submit('supplier-S2', round.id, two, await sealed(round, { ...bid, supplier: 'S2' }), 'd')
  })

  it('prove every own entry, replaced and withdrawn ones too', async () => {
    const { round, acts } = at()
    const items = await itemsFor(await acts.person('supplier-S1'), round.id)
    expect(items.map(({ seq, withdrawn }) => [seq, withdrawn])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ])
    const key = await parseNoteKey(platform.command.log.key, nodeCrypto)
    for (const { leaf, receipt } of items) {
      const checkpoint = key && receipt && (await verifyCheckpoint(receipt.checkpoint, key, nodeCrypto))
      if (!receipt || !checkpoint) throw new Error('no receipt')
      expect([receipt.leaf, receipt.anchor.row.subject]).toEqual([leaf, `sealedBid:${leaf}`])
      expect(await verifyAnchor(receipt.anchor, checkpoint, nodeCrypto)).toBe(true)
    }
  })

  it('go to nobody else, before and after the close', async () => {
    const { tenderId, round, acts } = at()
    const other = await itemsFor(await acts.person('supplier-S2'), round.id)
    expect(other.map(({ receipt }) => receipt?.seq)).toEqual([1])
    expect(await itemsFor(await acts.person('supplier-S3'), round.id)).toEqual([])
    const office = await acts.person('office')
    expect(await itemsFor(office, round.id)).toEqual([])
    await passTime(platform, tenderId, round.closesAt)
    await acts.close(round.id)
    for (const login of ['office', 'officer-1', 'supervisor', 'auditor'])
      expect((await itemsFor(await acts.person(login), round.id)).map(({ receipt }) => receipt)).toEqual([null])
  })
})
