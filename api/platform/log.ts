import { type DestinationStream, pino } from 'pino'

export type Log = ReturnType<typeof openLog>

/** Structured JSON lines on stderr; stdout belongs to what people asked for. */
export const openLog = (level: string, to: DestinationStream = pino.destination(2)) =>
  pino({ level, base: null, serializers: { err: describeError, cause: describeError } }, to)

/** Drivers hang whole connections on their errors: keep what a person reads. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  return {
    type: error.name,
    message: error.message,
    code: 'code' in error ? error.code : undefined,
    stack: error.stack,
  }
}
