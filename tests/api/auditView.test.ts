import fs from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Anchor,
  cosignCheckpoint,
  noteKeyText,
  parseCheckpoint,
  parseNoteKey,
  verifyAnchor,
  verifyCheckpoint,
  verifyCosignature,
} from '../../api/domain/auditLog.ts'
import { fromHex } from '../../api/domain/bytes.ts'
import { verifyConsistency } from '../../api/domain/merkle.ts'
import { appendAudit } from '../../api/modules/audit/index.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import { type AuditFile, verifyAudit } from '../../verify/audit.ts'
import { ceremony, declarationIds, passTime, prepareRound, type Round, sealed } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform, WITNESS_TOKEN } from '../support/platform.ts'

const keyOf = (name: string, fill: number) => {
  const privateKey = new Uint8Array(32).fill(fill)
  return { name, publicKey: ed25519PublicKey(privateKey), privateKey }
}
const witness = keyOf('witness.test', 9)
const stranger = keyOf('stranger.test', 8)
const platform = usePlatform({ witnessKeys: [await noteKeyText(witness, nodeCrypto)] })

const SUBMIT = `mutation($r:ID!,$d:ID!,$e:Base64!,$k:String!){submitBid(roundId:$r,declarationId:$d,envelope:$e,idempotencyKey:$k)
  {__typename ...on Receipt{leaf anchor checkpoint} ...on Refusal{violations{code path message}}}}`

interface LoggedReceipt {
  readonly leaf: string
  readonly anchor: Anchor
  readonly checkpoint: string
}

let office: Person
let supervisor: Person
let acts: ReturnType<typeof ceremony>
let tenderId: string
let round: Round
let receipt: LoggedReceipt

const textOf = async (person: Person, where: string, init?: RequestInit) => {
  const answer = await person.fetch(where, init)
  return { status: answer.status, text: await answer.text() }
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const logKey = async () => {
  const key = await parseNoteKey(platform.command.log.key, nodeCrypto)
  if (!key) throw new Error('no key')
  return key
}
const exported = async (person: Person, query = ''): Promise<AuditFile> => {
  const { status, text } = await textOf(person, `/log/audit.json${query}`)
  if (status !== 200) throw new Error(text)
  return JSON.parse(text) as AuditFile
}
const checkpoints = () => fs.readFileSync(platform.checkpointFile, 'utf8')

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
  supervisor = await platform.person('supervisor')
  acts = ceremony(platform, office)
  tenderId = await seedTender(platform, 'bidRound1')
  await prepareRound(platform, tenderId, 'bidRound1')
  round = await acts.start(tenderId, 1)
  const id = (await declarationIds(platform, tenderId)).get('HQ-T/S1') ?? ''
  const envelope = await sealed(round, { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n })
  const supplier = await platform.person('supplier-S1')
  const variables = { r: round.id, d: id, e: Buffer.from(envelope).toString('base64'), k: 'k1' }
  receipt = await supplier.act<LoggedReceipt>(SUBMIT, variables)
  const again = await supplier.act<LoggedReceipt>(SUBMIT, variables)
  expect(again.anchor.row).toEqual(receipt.anchor.row)
})

describe('a receipt', () => {
  it('is anchored in the log by its leaf', async () => {
    const signed = await verifyCheckpoint(receipt.checkpoint, await logKey(), nodeCrypto)
    expect(receipt.anchor.row).toMatchObject({ action: 'submitBid', subject: `sealedBid:${receipt.leaf}`, tenderId })
    expect(signed && (await verifyAnchor(receipt.anchor, signed, nodeCrypto))).toBe(true)
  })
})

describe('the log, seen from outside', () => {
  it('shows its key, and while bids are taken no size from after the round was made', async () => {
    const visitor = platform.anonymous()
    expect((await textOf(visitor, '/log/key')).text.trim()).toBe(platform.command.log.key)
    const outside = parseCheckpoint((await textOf(visitor, '/log/checkpoint')).text)?.checkpoint.size ?? -1
    const inside = parseCheckpoint((await textOf(supervisor, '/log/checkpoint')).text)?.checkpoint.size ?? -1
    expect(outside).toBeGreaterThanOrEqual(0)
    expect(outside).toBeLessThan(receipt.anchor.row.index)
    expect(inside).toBeGreaterThan(receipt.anchor.row.index)
    const supplier = await platform.person('supplier-S2')
    expect(parseCheckpoint((await textOf(supplier, '/log/checkpoint')).text)?.checkpoint.size).toBe(outside)
    const byToken = await textOf(visitor, '/log/checkpoint', bearer(WITNESS_TOKEN))
    expect(parseCheckpoint(byToken.text)?.checkpoint.size).toBeGreaterThanOrEqual(inside)
    expect((await textOf(visitor, '/log/checkpoint', bearer('wrong'))).status).toBe(403)
    expect((await textOf(visitor, `/log/proof?from=1&to=${inside}`)).status).toBe(422)
  })

  it('proves that it only grew', async () => {
    const [key, first] = [await logKey(), await textOf(supervisor, '/log/checkpoint')]
    await platform.db.tx(tx =>
      appendAudit(tx, null, { tenderId, action: 'test', subject: 'a', payload: 1, changes: 0 }),
    )
    await platform.command.log.settle()
    const second = await textOf(supervisor, '/log/checkpoint')
    const [a, b] = [
      await verifyCheckpoint(first.text, key, nodeCrypto),
      await verifyCheckpoint(second.text, key, nodeCrypto),
    ]
    if (!a || !b) throw new Error('not signed')
    const { text } = await textOf(supervisor, `/log/proof?from=${a.size}&to=${b.size}`)
    const proof = (JSON.parse(text) as { proof: string[] }).proof.map(one => fromHex(one) ?? new Uint8Array(0))
    const claim = { first: a.size, firstRoot: a.root, second: b.size, secondRoot: b.root, proof }
    expect(b.size).toBeGreaterThan(a.size)
    expect(await verifyConsistency(claim, nodeCrypto)).toBe(true)
    for (const query of [
      '',
      '?from=1',
      '?from=-1&to=2',
      '?from=01&to=2',
      '?from=3&to=2',
      '?from=1&to=99999999',
      '?from=1&from=2&to=3',
    ])
      expect((await textOf(supervisor, `/log/proof${query}`)).status).toBe(422)
    expect((await textOf(supervisor, '/log/nothing')).status).toBe(404)
  })

  it('takes cosignatures of its witnesses only', async () => {
    const note = (await textOf(supervisor, '/log/checkpoint')).text
    const checkpoint = parseCheckpoint(note)?.checkpoint
    if (!checkpoint) throw new Error('no checkpoint')
    const now = Math.floor(Date.now() / 1000)
    const post = async (body: string) =>
      (
        await textOf(platform.anonymous(), '/log/cosignature', {
          method: 'POST',
          body,
          headers: { 'content-type': 'text/plain' },
        })
      ).status
    const line = (key: typeof witness, seconds = now) => cosignCheckpoint(checkpoint, seconds, key, nodeCrypto)
    expect(await post(`${note}${await line(stranger)}\n`)).toBe(403)
    expect(await post(`${note}${await line(witness, now - 3600)}\n`)).toBe(403)
    expect(await post('nonsense')).toBe(422)
    expect(await post(`${note}${await line(witness)}\n`.replace(`\n${checkpoint.size}\n`, '\n1\n'))).toBe(422)
    expect(await post('x'.repeat(100_000))).toBe(413)
    expect(await post(`${note}${await line(witness)}\n`)).toBe(200)
    const shown = (await textOf(supervisor, '/log/checkpoint')).text
    expect(await verifyCosignature(shown, witness, nodeCrypto)).toBe(now)
    const { auditLog } = await supervisor.ask<{
      auditLog: { key: string; cosignatures: { witness: string; size: number }[] }
    }>('{auditLog{key fingerprint checkpoint{size at} cosignatures{witness size at}}}')
    expect(auditLog).toMatchObject({
      key: platform.command.log.key,
      cosignatures: [{ witness: witness.name, size: checkpoint.size }],
    })
  })
})

describe('the exported log', () => {
  it('verifies, with bids hidden until the round is closed', async () => {
    const file = await exported(supervisor)
    const { checked, fault } = await verifyAudit(
      file,
      { checkpoints: checkpoints(), logKey: platform.command.log.key },
      nodeCrypto,
    )
    expect(fault).toBeNull()
    expect(checked.hiddenRows).toBe(1)
    expect(checked.logRows).toBe(file.rows.length - 1)
    expect(file.rows[receipt.anchor.row.index]).toEqual({ index: receipt.anchor.row.index, leaf: expect.any(String) })
    await passTime(platform, tenderId, round.closesAt)
    await acts.close(round.id)
    const after = await exported(supervisor)
    expect(after.rows[receipt.anchor.row.index]).toEqual(receipt.anchor.row)
  })

  it('is for those who control; for anyone, of one tender, once its award is published', async () => {
    const visitor = platform.anonymous()
    expect((await textOf(visitor, '/log/audit.json')).status).toBe(401)
    expect((await textOf(visitor, `/log/audit.json?tenderId=${tenderId}`)).status).toBe(401)
    expect((await textOf(await platform.person('supplier-S1'), '/log/audit.json')).status).toBe(403)
    expect((await textOf(supervisor, '/log/audit.json?tenderId=x')).status).toBe(404)
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO notice (tender_id, kind, number, title, body, hash, published_at) VALUES ($1,'award','N','N','{}','N',now())`,
        [tenderId],
      ),
    )
    const file = await exported(visitor, `?tenderId=${tenderId}`)
    const { checked, fault } = await verifyAudit(file, {}, nodeCrypto)
    expect(fault).toBeNull()
    expect(checked.hiddenRows).toBeGreaterThan(0)
    expect(file.rows.every(row => 'leaf' in row || row.tenderId === tenderId)).toBe(true)
  })

  it('names a row that was edited with the triggers off', async () => {
    const before = await exported(supervisor)
    const index = receipt.anchor.row.index
    const edit = (subject: string) =>
      platform.db.tx(async tx => {
        await tx.run('SET LOCAL session_replication_role = replica')
        await tx.run(
          'UPDATE audit_row SET subject = $1 WHERE seq = (SELECT row_seq FROM audit_leaf WHERE index = $2)',
          [subject, index],
        )
      })
    await edit('sealedBid:other')
    const file = await exported(supervisor)
    for (const trusted of [{}, { checkpoints: checkpoints() }])
      expect((await verifyAudit(file, trusted, nodeCrypto)).fault).toEqual({
        code: 'rowChain',
        params: { index, action: 'submitBid', next: index + 1 },
      })
    await edit(`sealedBid:${receipt.leaf}`)
    expect((await verifyAudit(await exported(supervisor), {}, nodeCrypto)).fault).toBeNull()
    // The last row has none behind it: the signed tree gives it away.
    const last = before.rows.length - 1
    const forged = { ...before, rows: before.rows.map(row => (row.index === last ? { ...row, changes: 7 } : row)) }
    expect((await verifyAudit(forged, { checkpoints: checkpoints() }, nodeCrypto)).fault?.params).toMatchObject({
      index: last,
    })
    const gap = { ...before, rows: before.rows.filter(row => row.index !== 5) }
    expect((await verifyAudit(gap, {}, nodeCrypto)).fault?.code).toBe('logSize')
  })
})

describe('a log whose end was cut off', () => {
  it('leaves and checkpoints with it, is betrayed by the file of checkpoints', async () => {
    const whole = await exported(supervisor)
    const kept = checkpoints()
    await platform.db.tx(async tx => {
      await tx.run('SET LOCAL session_replication_role = replica')
      const row = await tx.row<{ size: bigint }>(
        'SELECT size FROM audit_checkpoint ORDER BY size DESC OFFSET 3 LIMIT 1',
      )
      const size = row?.size ?? 0n
      await tx.run('DELETE FROM audit_row WHERE seq IN (SELECT row_seq FROM audit_leaf WHERE index >= $1)', [size])
      await tx.run('DELETE FROM audit_leaf WHERE index >= $1', [size])
      await tx.run('DELETE FROM audit_node WHERE (index + 1) * (2 ^ level)::bigint > $1', [size])
      await tx.run('DELETE FROM audit_checkpoint WHERE size > $1', [size])
    })
    const cut = await exported(supervisor)
    expect(cut.rows.length).toBeLessThan(whole.rows.length)
    expect((await verifyAudit(cut, {}, nodeCrypto)).fault).toBeNull()
    expect((await verifyAudit(cut, { checkpoints: kept }, nodeCrypto)).fault).toEqual({
      code: 'cutOff',
      params: { known: whole.rows.length, found: cut.rows.length },
    })
  })
})
