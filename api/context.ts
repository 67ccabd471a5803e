import type { Anchor } from '#domain/auditLog.ts'
import type { Action, Role } from '#domain/permissions.ts'
import { may } from '#domain/permissions.ts'
import { type Violation, type ViolationCode, type ViolationParams, violation } from '#domain/violation.ts'
import type { Locale } from '#domain/violationTexts.ts'
import type { Db } from './platform/db.ts'
import type { DbActor } from './platform/dbActor.ts'
import type { FileStore } from './platform/files/fileStore.ts'
import type { PasswordHasher } from './platform/passwords.ts'
import type { PlatformKey } from './platform/platformKey.ts'
import type { Throttle } from './platform/throttle.ts'

/** Who asks. Organisation ids say for whom; the role says which of them is set. */
export interface SignedIn {
  readonly userId: string
  readonly login: string
  readonly displayName: string
  readonly role: Role
  readonly hospitalId: string | null
  readonly supplierId: string | null
  readonly distributorId: string | null
  readonly expertId: string | null
  readonly cityId: string | null
  readonly provinceId: string | null
  readonly body: string | null
}

/** For whom the database answers: the rows of a person's organisation, and the person's own. */
export const dbActorOf = (person: SignedIn): DbActor => ({
  role: person.role,
  orgId:
    person.hospitalId ??
    person.supplierId ??
    person.distributorId ??
    person.expertId ??
    person.cityId ??
    person.provinceId,
  userId: person.userId,
})

/** Rows of the log and the signed checkpoint that covers them all. */
export interface Anchors {
  readonly anchors: ReadonlyMap<bigint, Anchor>
  /** C2SP text. */
  readonly checkpoint: string
}

/** The tamper-evident log, as commands use it. */
export interface AuditLog {
  /** Verifier key, text (C2SP signed-note). */
  readonly key: string
  /**
   * Waits until a signed checkpoint covers the rows (by number, from appendAudits), which must be committed.
   * @throws Refusal `logBusy` when that takes longer than 20 s; the rows are stored all the same
   */
  anchorsOf(rowSeqs: readonly bigint[]): Promise<Anchors>
  /** Waits until everything that was committed before this call is under a checkpoint. @throws Refusal `logBusy` */
  settle(): Promise<void>
  close(): Promise<void>
}

/** What a command runs in: the same for GraphQL, REST and workers. */
export interface CommandContext {
  readonly db: Db
  readonly actor: SignedIn | null
  readonly passwords: PasswordHasher
  readonly platformKey: PlatformKey
  readonly files: FileStore
  readonly log: AuditLog
}

/** Where a session stands with the second factor. */
export type FactorState = 'none' | 'needed' | 'enrol' | 'done'

/** The session behind a cookie. Its person is the actor only once the factor they need has been passed. */
export interface SeenSession {
  readonly id: string
  readonly person: SignedIn
  readonly factor: FactorState
  /** A factor was shown within the last five minutes. */
  readonly isFresh: boolean
}

/** The request's session; sign-in and the second factor put another one in its place. */
export interface SessionHolder {
  session: SeenSession | null
}

/** One request's surroundings. */
export interface RequestContext extends CommandContext {
  readonly holder: SessionHolder
  readonly throttle: Throttle
  /** Scheme, host and port under which the client knows this site. */
  readonly origin: string
  readonly agent: string
  readonly demo: boolean
  readonly oidc: boolean
  readonly locale: Locale
  readonly requestId: string
  readonly address: string
  readonly sessionToken: string | null
  /** Sets or (null) clears the session cookie of the answer. */
  setSession(token: string | null): void
  /** Resolves with the ids of jobs of a tender as they move. */
  jobMoves(tenderId: string): AsyncIterable<string>
}

/** Expected refusal of a request: typed in the result, never a stack trace. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[]) {
    super(violations.map(v => v.code).join(', '))
    this.violations = violations
  }
}

/** Refuses with one violation. */
export function refuse(code: ViolationCode, path?: string, params?: ViolationParams): never {
  throw new Refusal([violation(code, path, params)])
}

/** Refuses if a check found anything. */
export function refuseIf(violations: readonly Violation[]): void {
  if (violations.length > 0) throw new Refusal(violations)
}

/**
 * The actor of a command, checked against the permission table once more: commands are also called from REST and jobs,
 * where no GraphQL scope stands before them.
 */
export function actorFor(ctx: CommandContext, action: Action): SignedIn {
  if (!ctx.actor) return refuse('notSignedIn')
  if (!may(ctx.actor.role, action)) return refuse('forbidden')
  return ctx.actor
}
