import { pino } from 'pino'

export type Log = ReturnType<typeof openLog>

/** Structured JSON lines on stderr; stdout belongs to what people asked for. */
export const openLog = (level: string) => pino({ level, base: null }, pino.destination(2))
