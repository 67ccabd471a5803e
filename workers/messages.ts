import { z } from 'zod'
import type { CommandContext } from '../api/context.ts'
import { extractText, failText } from '../api/modules/file/index.ts'
import { failJobOf, runChunk } from './runChunk.ts'

/** How a message of the outbox is worked off. It may come twice. */
interface MessageHandler {
  /** Nobody watches it: it waits until nothing else does. */
  readonly isPatient?: boolean
  readonly run: (ctx: CommandContext, payload: unknown) => Promise<void>
  /** After the last try. */
  readonly giveUp: (ctx: CommandContext, payload: unknown, error: unknown) => Promise<unknown>
}

const chunk = z.object({ chunkId: z.string().regex(/^\d+$/).transform(BigInt) })
const content = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })

const MESSAGES: Readonly<Record<string, MessageHandler>> = {
  /** A piece of a campaign's job. */
  runChunk: {
    run: (ctx, payload) => runChunk(ctx, chunk.parse(payload).chunkId),
    giveUp: (ctx, payload, error) => failJobOf(ctx, chunk.parse(payload).chunkId, error),
  },
  /** Content belongs to no campaign: its text is read without a job. */
  extractText: {
    isPatient: true,
    run: (ctx, payload) => extractText(ctx, content.parse(payload).sha256),
    giveUp: (ctx, payload) => failText(ctx, content.parse(payload).sha256),
  },
}

const handlerOf = (name: string): MessageHandler => {
  const handler = MESSAGES[name]
  if (!handler) throw new Error(`unknown message ${name}`)
  return handler
}

/** Works a message off. @throws whatever it fails with; the queue tries again */
export const workMessage = (ctx: CommandContext, name: string, payload: unknown): Promise<void> =>
  handlerOf(name).run(ctx, payload)

/** Records that a message used up its tries. */
export const giveUpMessage = (ctx: CommandContext, name: string, payload: unknown, error: unknown): Promise<unknown> =>
  handlerOf(name).giveUp(ctx, payload, error)

/** Whether a message may wait for all others. */
export const isPatient = (name: string): boolean => handlerOf(name).isPatient ?? false
