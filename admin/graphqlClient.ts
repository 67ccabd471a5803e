import { HttpError } from 'ra-core'
import type { Refusal, Violation } from './contract/index.ts'
import { currentLocale } from './i18n/locale.ts'

const ENDPOINT = '/graphql'

/** Variables of a GraphQL document. */
export type Variables = Readonly<Record<string, unknown>>

interface GraphqlError {
  readonly message: string
  readonly extensions?: { readonly code?: string; readonly requestId?: string; readonly http?: { status?: number } }
}

interface GraphqlAnswer<T> {
  readonly data?: T | null
  readonly errors?: readonly GraphqlError[]
}

/** A command was understood and refused; every reason is a violation with a readable message. */
export class RefusalError extends Error {
  readonly violations: readonly Violation[]

  constructor(violations: readonly Violation[]) {
    super(violations.map(violation => violation.message).join('\n'))
    this.name = 'RefusalError'
    this.violations = violations
  }
}

/** A weighty act was kept as a proposal: it is carried out when a second person sends the same. */
export class ProposedError extends Error {
  constructor() {
    super('proposed')
    this.name = 'ProposedError'
  }
}

/** Asks the person for their second factor; false when they would rather not. */
type AskFactor = () => Promise<boolean>

let askFactor: AskFactor | null = null

/** Says who asks for the second factor when an act needs it fresh; null when nobody can. */
export function onStepUp(ask: AskFactor | null): void {
  askFactor = ask
}

/** Headers of every request: JSON, the proof against cross-site requests, the language of messages. */
export function requestHeaders(): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-bencao-csrf': '1',
    'accept-language': currentLocale() === 'zh' ? 'zh-CN' : 'en',
  }
}

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  notSignedIn: 401,
  FORBIDDEN: 403,
  forbidden: 403,
}

function statusOf(error: GraphqlError, httpStatus: number): number {
  const code = error.extensions?.code ?? ''
  return STATUS_OF_CODE[code] ?? error.extensions?.http?.status ?? (httpStatus === 200 ? 500 : httpStatus)
}

async function readAnswer<T>(response: Response): Promise<GraphqlAnswer<T>> {
  try {
    return await response.json()
  } catch {
    throw new HttpError('ra.notification.http_error', response.status)
  }
}

/** Sends one document and returns its data; throws an HttpError for everything that is no answer. */
export async function ask<T>(document: string, variables: Variables = {}, signal?: AbortSignal): Promise<T> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...requestHeaders(), accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query: document, variables }),
    ...(signal ? { signal } : {}),
  })
  const answer = await readAnswer<T>(response)
  const error = answer.errors?.[0]
  if (error) {
    const id = error.extensions?.requestId
    throw new HttpError(id ? `${error.message} (${id})` : error.message, statusOf(error, response.status))
  }
  if (!answer.data) throw new HttpError('ra.notification.http_error', response.status)
  return answer.data
}

type Outcome<T> = (T & { readonly __typename?: string }) | (Refusal & { readonly __typename: 'Refusal' })

function isRefusal<T>(outcome: Outcome<T>): outcome is Refusal & { readonly __typename: 'Refusal' } {
  return outcome.__typename === 'Refusal'
}

/**
 * Sends a mutation. `name` is its root field; a Refusal becomes a RefusalError, a Proposal a ProposedError. An act that
 * wants the second factor fresh asks for it and goes on.
 */
export async function command<T>(name: string, document: string, variables: Variables): Promise<T> {
  const data = await ask<Record<string, Outcome<T>>>(document, variables)
  const outcome = data[name]
  if (!outcome) throw new HttpError('ra.notification.http_error', 500)
  if (outcome.__typename === 'Proposal') throw new ProposedError()
  if (!isRefusal(outcome)) return outcome
  if (outcome.violations[0]?.code === 'stepUpNeeded' && askFactor && (await askFactor()))
    return command<T>(name, document, variables)
  throw new RefusalError(outcome.violations)
}
