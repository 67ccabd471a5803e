import { beforeAll } from 'vitest'
import { ceremony, declarationIds, passTime, prepareRound, type Round, sealed } from './ceremony.ts'
import { seedAlliance, seedTender } from './fixture.ts'
import { type Person, usePlatform } from './platform.ts'

/** Far above any other ceiling, for prices that must be told apart. */
export const HIGH = 1_000_000_000n
export const PRICES: Readonly<Record<string, bigint>> = {
  'HQ-T/S1': 9_000n,
  'HQ-T/S2': 10_000n,
  'HQ-T/S3': 10_001n,
  'HQ-X/S1': HIGH,
  'HQ-X/S2': 1n,
}

/** A tender with a round, and its declarations by `lot/supplier`. */
export interface Tendered {
  readonly tenderId: string
  readonly round: Round
  readonly ids: ReadonlyMap<string, string>
}

export interface Line {
  readonly key: string
  readonly verdict: string
  readonly priceFen: string | null
  readonly reason: string | null
}

export const line = (key: string, priceFen: bigint | null, reason: string | null = null): Line => ({
  key,
  verdict: priceFen === null ? 'void' : 'opened',
  priceFen: priceFen === null ? null : String(priceFen),
  reason,
})

/** What opening {@link PRICES} has to give. */
export const AS_SEALED = [
  line('HQ-T/S1', 9_000n),
  line('HQ-T/S2', 10_000n),
  line('HQ-T/S3', null, 'aboveCeiling'),
  line('HQ-X/S1', HIGH),
  line('HQ-X/S2', 1n),
]

/** Changes the byte at a place of a stored envelope. */
export const flip = (at: number) => `envelope = set_byte(envelope, ${at}, get_byte(envelope, ${at}) # 1)`

/** A platform of its own with the people of price rounds. */
export function useCeremony() {
  const platform = usePlatform()
  const held: { office?: Person; acts?: ReturnType<typeof ceremony> } = {}
  beforeAll(async () => {
    await seedAlliance(platform)
    held.office = await platform.person('office')
    held.acts = ceremony(platform, held.office)
  })
  const lazily = <T extends object>(find: () => T | undefined): T =>
    new Proxy({} as T, { get: (_t, key) => Reflect.get(find() ?? {}, key) })
  return { platform, office: lazily(() => held.office), acts: lazily(() => held.acts) }
}

/** The same, and small tenders that take bids. */
export function useBidding() {
  const { platform, acts } = useCeremony()
  async function newTender(stage: 'bidRound1' | 'bidRound2' = 'bidRound1'): Promise<string> {
    const tenderId = await seedTender(platform, stage)
    await prepareRound(platform, tenderId, stage)
    return tenderId
  }
  async function openTender(): Promise<Tendered> {
    const tenderId = await newTender()
    const round = await acts.start(tenderId, 1)
    return { tenderId, round, ids: await declarationIds(platform, tenderId) }
  }
  return { platform, acts, newTender, openTender }
}

/** The id of the declaration `lot/supplier`. */
export const idOf = (of: Tendered, key: string): string => of.ids.get(key) ?? ''

/** The same, and rounds of small tenders that are ready to be opened. */
export function useOpenings() {
  const { platform, office, acts } = useCeremony()
  const sql = (text: string, params: readonly unknown[] = []) => platform.db.tx(tx => tx.run(text, params))

  /** A closed round 1 with five bids, at the stage of the opening, scores frozen. */
  async function closedRound(prices = PRICES): Promise<Tendered> {
    const tenderId = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, tenderId, 'bidRound1')
    await sql(`UPDATE lot SET ceiling_fen = $2 WHERE tender_id = $1 AND code = 'HQ-X'`, [tenderId, HIGH])
    const round = await acts.start(tenderId, 1)
    const ids = await declarationIds(platform, tenderId)
    for (const [key, priceFen] of Object.entries(prices)) {
      const [lot = '', supplier = ''] = key.split('/')
      await acts.submit(
        `supplier-${supplier}`,
        round.id,
        ids.get(key) ?? '',
        await sealed(round, { lot, supplier, priceFen }),
        'k',
      )
    }
    await passTime(platform, tenderId, round.closesAt)
    const closed = await acts.close(round.id)
    await sql(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
    await sql(
      `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'h', 1, 1, now())`,
      [tenderId],
    )
    return { tenderId, round: closed, ids }
  }

  const handIn = async (round: Round, ...officers: readonly number[]) => {
    for (const n of officers) await acts.handIn(round, 1, `officer-${n}`)
  }

  async function opened(roundId: string, asking: Person = office): Promise<readonly Line[]> {
    const { openedBids } = await asking.ask<{
      openedBids: {
        items: (Omit<Line, 'key'> & { declaration: { lot: { code: string }; supplier: { code: string } } })[]
      }
    }>(
      'query($f:OpenedBidFilter!){openedBids(filter:$f){items{verdict priceFen reason declaration{lot{code} supplier{code}}}}}',
      { f: { roundId } },
    )
    return openedBids.items.map(({ declaration, ...rest }) => ({
      key: `${declaration.lot.code}/${declaration.supplier.code}`,
      ...rest,
    }))
  }

  /** Changes stored envelopes as somebody with the database in hand could: triggers off. */
  async function tamper(declarationId: string | undefined, change: string): Promise<void> {
    await platform.db.tx(async tx => {
      await tx.run('ALTER TABLE sealed_bid DISABLE TRIGGER USER')
      await tx.run(`UPDATE sealed_bid SET ${change} WHERE declaration_id = $1`, [declarationId])
      await tx.run('ALTER TABLE sealed_bid ENABLE TRIGGER USER')
    })
  }

  return { platform, office, acts, sql, closedRound, handIn, opened, tamper }
}
