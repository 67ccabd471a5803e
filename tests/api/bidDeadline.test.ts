import { describe, expect, it } from 'vitest'
import { passTime, sealed } from '../support/ceremony.ts'
import { idOf, useBidding } from '../support/openings.ts'
import { codes } from '../support/refused.ts'
import { todosOf } from '../support/todos.ts'

const { platform, acts, openTender } = useBidding()

/** Stops the clock of every tender of this file's database at one instant, or lets it run again. */
const stopClock = (at: Date | null) =>
  platform.db.tx(tx =>
    tx.run(
      `CREATE OR REPLACE FUNCTION tender_now(id uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$ ${
        at
          ? `SELECT '${at.toISOString()}'::timestamptz`
          : 'SELECT clock_timestamp() + make_interval(secs => t.clock_offset_seconds) FROM tender t WHERE t.id = $1'
      } $$`,
    ),
  )

describe('the deadline', () => {
  it('is what the office waits for; closing is its work from then on', async () => {
    const { tenderId, round } = await openTender()
    const office = await platform.person('office')
    expect(await todosOf(office, tenderId)).toEqual([['watchStage', 1]])
    await passTime(platform, tenderId, round.closesAt)
    expect(await todosOf(office, tenderId)).toEqual([['closePriceRound', 1]])
  })

  it('is taken until 1 ms before the deadline, by the database clock; late ones are logged with both times', async () => {
    const open = await openTender()
    const deadline = new Date(open.round.closesAt).getTime()
    const at = async (ms: number, supplier: string) => {
      await stopClock(new Date(deadline + ms))
      const envelope = await sealed(open.round, { lot: 'HQ-T', supplier, priceFen: 5000n })
      return acts.submit(`supplier-${supplier}`, open.round.id, idOf(open, `HQ-T/${supplier}`), envelope, 'k')
    }
    try {
      const onTime = await at(-1, 'S1')
      expect(onTime.submittedAt).toBe(new Date(deadline - 1).toISOString())
      expect(await codes(acts.close(open.round.id))).toEqual(['stillOpen'])
      expect(await codes(at(0, 'S2'))).toEqual(['deadlinePassed'])
      expect(await codes(at(1, 'S3'))).toEqual(['deadlinePassed'])
      expect(await codes(acts.withdraw('supplier-S1', open.round.id, idOf(open, 'HQ-T/S1'), 'w'))).toEqual([
        'deadlinePassed',
      ])
      // Whoever lost the answer at the last moment still gets it.
      expect(await at(2, 'S1')).toEqual(onTime)
      await acts.close(open.round.id)
    } finally {
      await stopClock(null)
    }
    const late = await platform.db.tx(tx =>
      tx.rows<{ subject: string; changes: number }>(
        `SELECT subject, changes FROM audit_row WHERE tender_id = $1 AND action = 'refuseLateBid' ORDER BY seq`,
        [open.tenderId],
      ),
    )
    expect(late).toHaveLength(3)
    expect(late[0]).toEqual({
      subject: `round:1 deadline ${open.round.closesAt} now ${open.round.closesAt}`,
      changes: 0,
    })
  })

  it('is judged when the whole bid has arrived: a slow body that crosses it is late', async () => {
    const open = await openTender()
    const deadline = new Date(open.round.closesAt).getTime()
    const envelope = await sealed(open.round, { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n })
    const supplier = await acts.person('supplier-S1')
    const query =
      'mutation($r:ID!,$d:ID!,$e:Base64!,$k:String!){submitBid(roundId:$r,declarationId:$d,envelope:$e,idempotencyKey:$k){__typename ...on Receipt{seq} ...on Refusal{violations{code}}}}'
    const send = async (crossing: () => Promise<unknown>) => {
      const variables = {
        r: open.round.id,
        d: idOf(open, 'HQ-T/S1'),
        e: Buffer.from(envelope).toString('base64'),
        k: 'k',
      }
      const bytes = new TextEncoder().encode(JSON.stringify({ query, variables }))
      const half = Math.floor(bytes.length / 2)
      const body = new ReadableStream({
        async start(controller) {
          controller.enqueue(bytes.slice(0, half))
          await crossing()
          controller.enqueue(bytes.slice(half))
          controller.close()
        },
      })
      const headers = { 'content-type': 'application/json' }
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
      const answer = (await (await supplier.fetch('/graphql', init)).json()) as {
        data: { submitBid: { __typename: string; violations?: { code: string }[] } }
      }
      return answer.data.submitBid
    }
    try {
      await stopClock(new Date(deadline - 1))
      expect(await send(() => stopClock(new Date(deadline)))).toMatchObject({
        __typename: 'Refusal',
        violations: [{ code: 'deadlinePassed' }],
      })
      await stopClock(new Date(deadline - 2))
      expect(await send(() => stopClock(new Date(deadline - 1)))).toMatchObject({ __typename: 'Receipt' })
    } finally {
      await stopClock(null)
    }
  })
})
