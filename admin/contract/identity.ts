/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section identity. */
export interface User {
  readonly id: string
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly hospitalId: string | null
  readonly supplierId: string | null
  readonly distributorId: string | null
  readonly expertId: string | null
  readonly cityId: string | null
  readonly provinceId: string | null
  readonly body: string | null
  readonly locale: string
  /** Own account: where it stands with the second factor. */
  readonly factor?: 'none' | 'needed' | 'enrol' | 'done' | null
}

/** A TOTP secret that counts once a code has confirmed it. */
export interface TotpEnrolment {
  readonly secret: string
  readonly svg: string
}

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export interface Factors {
  readonly hasTotp: boolean
  readonly recoveryCodesLeft: number
  readonly oidcIssuer: string | null
  readonly passkeys: readonly Passkey[]
}

/** A signed-in browser of the own account. */
export interface OwnSession {
  readonly id: string
  readonly agent: string
  readonly address: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly isThis: boolean
}

export interface DemoLogin {
  readonly login: string
  readonly who: string
  readonly sees: string
  readonly password: string
}

/** What the sign-in page has to know of the site. */
export interface Platform {
  readonly demo: boolean
  readonly oidc: boolean
  readonly demoLogins: readonly DemoLogin[]
}

/** A weighty act that waits for its second person. */
export interface Proposal {
  readonly id: string
  readonly action: string
  readonly tenderId: string | null
  readonly args: Readonly<Record<string, unknown>>
  readonly proposedBy: string
  readonly at: string
  readonly expiresAt: string
  readonly tenderTitle: string | null
  readonly roundNumber: number | null
  readonly runNumber: number | null
  readonly caseName: string | null
  readonly userName: string | null
  readonly isMine: boolean
  readonly mayConfirm: boolean
}

export interface UserInput {
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly password: string
  readonly orgCode?: string | null
  readonly body?: string | null
  readonly totpSecret?: string | null
}
