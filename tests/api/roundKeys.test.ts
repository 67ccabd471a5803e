import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { declarationIds, OFFICERS, policyOf, prepareRound, type Round } from '../support/ceremony.ts'
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

describe('the signing key of an officer', () => {
  const keyOf = async (login: string) =>
    (await platform.db.prisma.user.findUniqueOrThrow({ where: { login } })).signingKey
  const reset = async (by: string, userId: string, reason: string) =>
    (await platform.person(by)).act(
      `mutation($u:ID!,$r:String!){resetSigningKey(userId:$u,reason:$r){__typename ...on Done{count} ...on Refusal{violations{code path message}}}}`,
      { u: userId, r: reason },
    )

  it('is pinned at its first use; another one is refused until two people have reset it', async () => {
    const first = await acts.openRound(await newTender(), 1)
    const second = await acts.openRound(await newTender(), 1)
    await acts.register(first.id, 1, 'officer-5')
    const pinned = await keyOf('officer-5')
    expect(pinned).toHaveLength(32)
    const other = { signer: 'officer-5-new' }
    expect(await codes(acts.register(second.id, 1, 'officer-5', {}, other))).toEqual(['otherSigningKey signingKey'])
    const borrowed = { signer: 'officer-5' }
    expect(await codes(acts.register(second.id, 1, 'officer-4', {}, borrowed))).toEqual(['duplicate signingKey'])
    const { id } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'officer-5' } })
    expect(await codes(reset('office', id, '丢失'))).toEqual(['forbidden'])
    expect(await codes(reset('admin', id, ' '))).toEqual(['reasonRequired reason'])
    await reset('admin', id, '密钥文件丢失')
    expect(await keyOf('officer-5')).toBeNull()
    await acts.register(second.id, 1, 'officer-5', {}, other)
    expect(await keyOf('officer-5')).not.toEqual(pinned)
    const row = await platform.db.prisma.auditRow.findFirstOrThrow({ where: { action: 'resetSigningKey' } })
    expect(row.subject).toBe(`officer:officer-5 signingKey:${Buffer.from(pinned ?? []).toString('hex')}`)
    // For the tests that follow, the first key again.
    await reset('admin', id, '恢复')
    await acts.register(first.id, 1, 'officer-5')
  })
})

describe('the drill', () => {
  async function signing(): Promise<Round> {
    const { id } = await acts.openRound(await newTender(), 1)
    for (const login of OFFICERS) await acts.register(id, 1, login)
    return acts.prepare(id)
  }
  const state = async (roundId: string) => {
    const round = await platform.db.prisma.priceRound.findUniqueOrThrow({
      where: { id: roundId },
      include: { officerKeys: true },
    })
    return [round.status, round.officerKeys.filter(key => key.policySignature !== null).length]
  }

  it('wants a share that fits from every officer: with a wrong key the round stays shut', async () => {
    const round = await signing()
    for (const login of OFFICERS.slice(0, 4)) await acts.sign(round, login)
    const wrong = new Uint8Array(33).fill(5)
    expect(await codes(acts.sign(round, 'officer-5', 'officer-5', 1, wrong))).toEqual(['badShare share'])
    expect(await state(round.id)).toEqual(['signing', 4])
    expect((await acts.sign(round, 'officer-5')).status).toBe('open')
    const drill = createHash('sha256')
      .update(Buffer.from(round.drillEnvelope ?? '', 'base64'))
      .digest('hex')
    const subjects = await platform.db.prisma.auditRow.findMany({ where: { action: 'passDrill' } })
    expect(subjects.map(row => row.subject)).toContain(`round:1 drill:${drill}`)
  })

  it('that opens to something else than was sealed keeps the round shut, and the last signature out', async () => {
    const round = await signing()
    await platform.db.tx(tx =>
      tx.run('UPDATE price_round SET drill_digest = sha256(drill_digest) WHERE id = $1', [round.id]),
    )
    for (const login of OFFICERS.slice(0, 4)) await acts.sign(round, login)
    expect(await codes(acts.sign(round, 'officer-5'))).toEqual(['drillFailed'])
    expect(await state(round.id)).toEqual(['signing', 4])
  })

  it('is never taken for a bid, and nobody is called like its bidder', async () => {
    const round = await signing()
    await acts.signAll(round)
    const ids = await declarationIds(
      platform,
      (await platform.db.prisma.priceRound.findUniqueOrThrow({ where: { id: round.id } })).tenderId,
    )
    const envelope = new Uint8Array(Buffer.from(round.drillEnvelope ?? '', 'base64'))
    expect(await codes(acts.submit('supplier-S1', round.id, ids.get('HQ-T/S1') ?? '', envelope, 'k'))).toEqual([
      'foreignEnvelope envelope',
    ])
    const named = office.act(
      `mutation{importSuppliers(suppliers:[{code:"DRILL",name:"演练",provinceCode:"370000",licenceNo:"1",hasGmp:true,hasTraceability:true}]){__typename ...on Refusal{violations{code path message}}}}`,
    )
    expect(await codes(named)).toEqual(['duplicate suppliers[0].code'])
  })
})
