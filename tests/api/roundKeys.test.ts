import { describe, expect, it } from 'vitest'
import { OFFICERS, policyOf, prepareRound } from '../support/ceremony.ts'
import { seedTender } from '../support/fixture.ts'
import { useCeremony } from '../support/openings.ts'
import { codes } from '../support/refused.ts'

const { platform, office, acts } = useCeremony()

async function newTender(stage: 'bidRound1' | 'bidRound2' = 'bidRound1'): Promise<string> {
  const tenderId = await seedTender(platform, stage)
  await prepareRound(platform, tenderId, stage)
  return tenderId
}

const actions = async (tenderId: string) =>
  (
    await platform.db.tx(tx =>
      tx.rows<{ action: string }>('SELECT action FROM audit_row WHERE tender_id = $1 ORDER BY seq', [tenderId]),
    )
  ).map(row => row.action)

describe('the keys of a round', () => {
  it('needs its stage, a deadline ahead and ceilings; there is one of each number', async () => {
    const tenderId = await newTender()
    expect(await codes(acts.openRound(tenderId, 2))).toEqual(['wrongStage'])
    expect(await codes(acts.openRound(tenderId, 3))).toEqual(['notOneOf number'])
    const change = (sql: string) => platform.db.tx(tx => tx.run(sql, [tenderId]))
    await change(`UPDATE tender_stage SET closes_at = NULL WHERE tender_id = $1 AND stage = 'bidRound1'`)
    expect(await codes(acts.openRound(tenderId, 1))).toEqual(['required closesAt'])
    await change(
      `UPDATE tender_stage SET closes_at = now() - interval '1 second' WHERE tender_id = $1 AND stage = 'bidRound1'`,
    )
    expect(await codes(acts.openRound(tenderId, 1))).toEqual(['deadlinePassed'])
    await prepareRound(platform, tenderId, 'bidRound1')
    await change(`UPDATE lot SET ceiling_fen = NULL WHERE tender_id = $1 AND code = 'DG-T'`)
    expect(await codes(acts.openRound(tenderId, 1))).toEqual(['ceilingsMissing'])
    await prepareRound(platform, tenderId, 'bidRound1')
    expect(await acts.openRound(tenderId, 1)).toMatchObject({ status: 'keying', officersNeeded: 3 })
    expect(await codes(acts.openRound(tenderId, 1))).toEqual(['alreadyDone number'])
  })

  it('are checked: lengths, signature, double use, usable at all, one body below the quorum', async () => {
    const { id } = await acts.openRound(await newTender(), 1)
    const other = await acts.openRound(await newTender(), 1)
    expect(await codes(acts.register(id, 1, 'officer-1', { p: 'AAAA', s: 'AAAA' }))).toEqual([
      'outOfRange publicKey',
      'outOfRange signingKey',
    ])
    expect(await codes(acts.register(id, 1, 'officer-1', { p: Buffer.alloc(32, 7).toString('base64') }))).toEqual([
      'badSignature keySignature',
    ])
    expect(await codes(acts.register(id, 1, 'officer-1', { s: Buffer.alloc(32, 255).toString('base64') }))).toEqual([
      'badSignature keySignature',
    ])
    await acts.register(id, 1, 'officer-1')
    await acts.register(id, 1, 'officer-1')
    await platform.db.tx(tx => tx.run(`UPDATE app_user SET body = 'body1' WHERE login IN ('officer-2', 'officer-3')`))
    await acts.register(id, 1, 'officer-2')
    expect(await codes(acts.register(id, 1, 'officer-3'))).toEqual(['oneBody'])
    await platform.db.tx(tx => tx.run(`UPDATE app_user SET body = 'body' || right(login, 1) WHERE role = 'officer'`))
    expect(await codes(acts.prepare(id))).toEqual(['quorumMissing'])
    expect(
      await codes(
        office.act('mutation($r:ID!){closePriceRound(roundId:$r){__typename ...on Refusal{violations{code path}}}}', {
          r: other.id,
        }),
      ),
    ).toEqual(['wrongStatus roundId'])
  })

  it('make a policy that does not depend on who came first; the last signature opens the round', async () => {
    const tenderId = await newTender()
    const { id } = await acts.openRound(tenderId, 1)
    for (const login of [...OFFICERS].reverse()) await acts.register(id, 1, login)
    const signing = await acts.prepare(id)
    const policy = policyOf(signing)
    expect(policy.officers.map(officer => officer.code)).toEqual(OFFICERS)
    expect(policy).toMatchObject({
      round: 1,
      threshold: 3,
      lots: ['DG-T', 'DG-X', 'HQ-T', 'HQ-X'],
      deadline: signing.closesAt,
    })
    expect(await codes(acts.register(id, 1, 'officer-1'))).toEqual(['wrongStatus roundId'])
    expect(await codes(acts.sign(signing, 'officer-1', 'officer-2'))).toEqual(['badSignature signature'])
    const states: string[] = []
    for (const login of OFFICERS) states.push((await acts.sign(signing, login)).status)
    expect(states).toEqual(['signing', 'signing', 'signing', 'signing', 'open'])
    const supplier = await acts.person('supplier-S1')
    const seen = await supplier.ask<{
      priceRounds: { officerKeys: { ordinal: number; displayName: string; policySignature: string | null }[] }[]
    }>(
      'query($t:ID!){priceRounds(tenderId:$t){officerKeys{ordinal body displayName publicKey signingKey keySignature policySignature}}}',
      { t: tenderId },
    )
    expect(seen.priceRounds[0]?.officerKeys.map(key => key.displayName)).toEqual([1, 2, 3, 4, 5].map(n => `钥匙官${n}`))
    expect(await actions(tenderId)).toEqual([
      'openPriceRound',
      ...OFFICERS.map(() => 'registerOfficerKey'),
      'preparePolicy',
      ...OFFICERS.map(() => 'signPolicy'),
      'passDrill',
    ])
  })
})
