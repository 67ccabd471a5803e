import { beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../../api/platform/db.ts'
import { endJob, finishChunk, restartJob, startJob } from '../../api/platform/jobs.ts'
import { runChunk } from '../../workers/runChunk.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let office: Person
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'review')
  office = await platform.person('office')
})

const userId = async () => (await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'office' } })).id

async function start(key: string, sizes: readonly number[]): Promise<{ jobId: string; chunkIds: bigint[] }> {
  const startedBy = await userId()
  const jobId = await platform.db.tx(tx =>
    startJob(tx, {
      tenderId,
      kind: 'test',
      key,
      params: {},
      startedBy,
      chunks: sizes.map(size => ({ payload: { size }, size })),
    }),
  )
  if (!jobId) throw new Error('already running')
  const chunks = await platform.db.prisma.jobChunk.findMany({ where: { jobId }, orderBy: { id: 'asc' } })
  return { jobId, chunkIds: chunks.map(chunk => chunk.id) }
}

const job = (id: string) => platform.db.prisma.job.findUniqueOrThrow({ where: { id } })

describe('a job', () => {
  it('is refused a second time while it runs', async () => {
    const { jobId } = await start('once', [1])
    await expect(start('once', [1])).rejects.toThrow('already running')
    await platform.db.tx(tx => endJob(tx, jobId, 'cancelled'))
    await expect(start('once', [1])).resolves.toBeTruthy()
  })

  it('counts every piece once, however often it is delivered, and finishes once', async () => {
    const { jobId, chunkIds } = await start('twice', [3, 4])
    let finished = 0
    let applied = 0
    const handlers = {
      test: {
        run: async () => async () => void applied++,
        finish: async () => void finished++,
      },
    }
    const ctx = { ...platform.command, actor: null }
    for (const id of [...chunkIds, ...chunkIds])
      await Promise.all([runChunk(ctx, id, handlers), runChunk(ctx, id, handlers)])
    expect({ applied, finished }).toEqual({ applied: 2, finished: 1 })
    expect(await job(jobId)).toMatchObject({ status: 'done', done: 7, total: 7 })
  })

  it('leaves nothing behind when storing a result fails, and is finished by the next try', async () => {
    const { jobId, chunkIds } = await start('fails', [1])
    const ctx = { ...platform.command, actor: null }
    const failing = { test: { run: async () => async () => Promise.reject(new Error('disk')) } }
    await expect(runChunk(ctx, chunkIds[0] ?? 0n, failing)).rejects.toThrow('disk')
    expect(await job(jobId)).toMatchObject({ status: 'running', done: 0 })
    await runChunk(ctx, chunkIds[0] ?? 0n, { test: { run: async () => async () => undefined } })
    expect(await job(jobId)).toMatchObject({ status: 'done', done: 1 })
  })

  it('keeps a piece open that ends after its job was cancelled, so that a retry does it', async () => {
    const { jobId, chunkIds } = await start('late', [1])
    const id = chunkIds[0] ?? 0n
    const ctx = { ...platform.command, actor: null }
    let stored = 0
    const cancelledMeanwhile = async () => {
      await platform.db.tx(tx => endJob(tx, jobId, 'cancelled'))
      return async () => void stored++
    }
    await runChunk(ctx, id, { test: { run: cancelledMeanwhile } })
    expect(stored).toBe(0)
    await platform.db.tx(tx => restartJob(tx, jobId))
    await runChunk(ctx, id, { test: { run: async () => async () => void stored++ } })
    expect(stored).toBe(1)
    expect(await job(jobId)).toMatchObject({ status: 'done', done: 1 })
  })

  it('rolls a piece back whose job is cancelled while it is being stored', async () => {
    const { jobId, chunkIds } = await start('overtaken', [1])
    const id = chunkIds[0] ?? 0n
    const ctx = { ...platform.command, actor: null }
    const kind = 'test-overtaken'
    const storeTrace = async (tx: Tx) => {
      await startJob(tx, { tenderId, kind, key: 'x', params: {}, startedBy: null, chunks: [] })
    }
    const cancelledMeanwhile = async (tx: Tx) => {
      await storeTrace(tx)
      await platform.db.tx(other => endJob(other, jobId, 'cancelled'))
    }
    await runChunk(ctx, id, { test: { run: async () => cancelledMeanwhile } })
    expect(await platform.db.prisma.job.count({ where: { kind } })).toBe(0)
    await platform.db.tx(tx => restartJob(tx, jobId))
    await runChunk(ctx, id, { test: { run: async () => storeTrace } })
    expect(await platform.db.prisma.job.count({ where: { kind } })).toBe(1)
    expect(await job(jobId)).toMatchObject({ status: 'done', done: 1 })
  })

  it('stores its pieces beside each other, and the last of them sees all', async () => {
    const { jobId, chunkIds } = await start('beside', [1, 1])
    const ctx = { ...platform.command, actor: null }
    const kind = 'test-beside'
    let storing = 0
    let bothAreStoring: () => void = () => undefined
    const both = new Promise<void>(resolve => {
      bothAreStoring = resolve
    })
    const seen: number[] = []
    const handler = {
      run: async () => async (tx: Tx) => {
        await startJob(tx, { tenderId, kind, key: String(++storing), params: {}, startedBy: null, chunks: [] })
        if (storing === 2) bothAreStoring()
        await both
      },
      finish: async (tx: Tx) => {
        seen.push((await tx.rows('SELECT 1 FROM job WHERE kind = $1', [kind])).length)
      },
    }
    await Promise.all(chunkIds.map(id => runChunk(ctx, id, { test: handler })))
    expect(seen).toEqual([2])
    expect(await job(jobId)).toMatchObject({ status: 'done', done: 2 })
  })

  it('shows its progress live over SSE to the office, and to nobody else', async () => {
    const { jobId, chunkIds } = await start('live', [1, 1])
    const subscribe = (person: Person) =>
      person.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({
          query: 'subscription($id:ID!){jobProgress(tenderId:$id){id percent status}}',
          variables: { id: tenderId },
        }),
      })
    const supplier = await platform.person('supplier-S1')
    expect(await (await subscribe(supplier)).text()).toContain('REFUSED')
    const response = await subscribe(office)
    const reader = response.body?.getReader()
    if (!reader) throw new Error('no stream')
    let text = ''
    const until = async (wanted: string) => {
      while (!text.includes(wanted)) text += Buffer.from((await reader.read()).value ?? []).toString('utf8')
    }
    await platform.db.tx(tx => finishChunk(tx, chunkIds[0] ?? 0n))
    await until(`"percent":50`)
    await platform.db.tx(tx => endJob(tx, jobId, 'cancelled'))
    await until(`"status":"cancelled"`)
    await reader.cancel()
    expect(text).toContain(jobId)
  })

  it('can be cancelled and taken up again by the office', async () => {
    const { jobId } = await start('resume', [1, 1])
    const act = (verb: string) =>
      office.act(
        `mutation($j:ID!){${verb}(jobId:$j){__typename ...on Job{status} ...on Refusal{violations{code path message}}}}`,
        { j: jobId },
      )
    expect(await act('cancelJob')).toMatchObject({ status: 'cancelled' })
    await expect(act('cancelJob')).rejects.toThrow('alreadyDone')
    expect(await act('retryJob')).toMatchObject({ status: 'running' })
    await expect(act('retryJob')).rejects.toThrow('jobRunning')
    const supplier = await platform.person('supplier-S1')
    await expect(
      supplier.act(`mutation($j:ID!){cancelJob(jobId:$j){__typename ...on Refusal{violations{code path message}}}}`, {
        j: jobId,
      }),
    ).rejects.toThrow('forbidden')
  })
})
