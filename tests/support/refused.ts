import { Refused } from './platform.ts'

export const REFUSAL = '...on Refusal{violations{code path message}}'
export const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
export const JOB = `{__typename ...on Job{id} ${REFUSAL}}`

/** The refusals of a command as `code path`; fails if it was not refused. */
export async function codes(act: Promise<unknown>): Promise<string[]> {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}
