import path from 'node:path'
import { z } from 'zod'
import type { FileSettings } from './files/fileStore.ts'
import { DEFAULT_RATES, type RequestRates } from './limits.ts'

const OWASP_ARGON2_MEMORY_KIB = 47104

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./.data'),
  DATABASE_URL: z.string().url().optional(),
  MIGRATE_DATABASE_URL: z.string().url().optional(),
  REDIS_URL: z.string().url().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  ARGON2_MEMORY_KIB: z.coerce.number().int().min(8).default(OWASP_ARGON2_MEMORY_KIB),
  DEMO: z.enum(['on', 'off']).optional(),
  CHECKPOINT_FILE: z.string().optional(),
  LOG_ORIGIN: z
    .string()
    .regex(/^[^\s+]{1,200}$/, 'no spaces and no plus sign')
    .optional(),
  WITNESS_KEYS: z.string().default(''),
  WITNESS_TOKEN: z.string().min(16).optional(),
  ADMIN_PASSWORD: z.string().min(8).optional(),
  PUBLIC_URL: z.string().url().optional(),
  RATE_PER_SESSION: z.coerce.number().int().min(1).default(DEFAULT_RATES.perSession),
  RATE_PER_ADDRESS: z.coerce.number().int().min(1).default(DEFAULT_RATES.perAddress),
  PERSISTED_ONLY: z.enum(['on', 'off']).optional(),
  FILE_MAX_MB: z.coerce.number().int().min(1).max(2_000).default(50),
  FILE_QUOTA_MB: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  FILE_SCAN_COMMAND: z.string().optional(),
  FILE_SCAN_SECONDS: z.coerce.number().int().min(1).max(600).default(60),
  S3_ENDPOINT: z.string().url().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  OIDC_ISSUER: z.string().url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
})

export interface Env {
  readonly production: boolean
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** The database's owner, who migrates; without it DATABASE_URL is the owner's. */
  readonly migrateDatabaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly logLevel: string
  readonly workerConcurrency: number
  /** Memory cost of password hashes; below 47,104 only rehearsals and tests run (their passwords are random or public). */
  readonly argon2MemoryKib: number
  /** Password of the first account; a random one is made and printed when it is missing. */
  readonly adminPassword: string | undefined
  /** Append-only file of the log's checkpoints, outside the database. */
  readonly checkpointFile: string
  /** Name of the log in its checkpoints; by default made of its key. */
  readonly logOrigin: string | undefined
  /** Verifier keys of the witnesses whose cosignatures are taken. */
  readonly witnessKeys: readonly string[]
  /** Lets witnesses see the log's size while bids are taken. */
  readonly witnessToken: string | undefined
  /** Address under which people reach the site, as `https://host`; passkeys are bound to its host. */
  readonly publicUrl: string | undefined
  /** Another place where people may sign in: all three of OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, or none. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null
  /** Where uploaded files lie, how large they may be, and what scans them. */
  readonly files: FileSettings
  readonly rates: RequestRates
  /** Whether only the documents of the built-in screens are answered; so by default in production. */
  readonly persistedOnly: boolean
  /** Whether an empty database is filled with the demo campaign. */
  readonly demo: boolean
}

/**
 * Reads the configuration from environment variables.
 * @throws Error with one line that names the variable and what it may be.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  // An empty variable means that it is not set: so a parent can take one away from its child.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`Configuration: ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'invalid'}`)
  }
  const env = parsed.data
  const production = env.NODE_ENV === 'production'
  if (production && env.ARGON2_MEMORY_KIB < OWASP_ARGON2_MEMORY_KIB)
    throw new Error(`Configuration: ARGON2_MEMORY_KIB: at least ${OWASP_ARGON2_MEMORY_KIB} in production`)
  return {
    production,
    port: env.PORT,
    host: env.HOST,
    dataDir: path.resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    migrateDatabaseUrl: env.MIGRATE_DATABASE_URL,
    redisUrl: env.REDIS_URL,
    logLevel: env.LOG_LEVEL,
    workerConcurrency: env.WORKER_CONCURRENCY,
    argon2MemoryKib: env.ARGON2_MEMORY_KIB,
    checkpointFile: path.resolve(env.CHECKPOINT_FILE ?? path.join(env.DATA_DIR, 'checkpoints.log')),
    logOrigin: env.LOG_ORIGIN,
    witnessKeys: env.WITNESS_KEYS.split(',').flatMap(key => key.trim() || []),
    witnessToken: env.WITNESS_TOKEN,
    adminPassword: env.ADMIN_PASSWORD,
    oidc: oidcOf(env),
    files: filesOf(env),
    rates: { perSession: env.RATE_PER_SESSION, perAddress: env.RATE_PER_ADDRESS },
    persistedOnly: env.PERSISTED_ONLY ? env.PERSISTED_ONLY === 'on' : production,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : undefined,
    demo: env.DEMO ? env.DEMO === 'on' : !production && !env.DATABASE_URL,
  }
}

const MEGABYTE = 1_000_000

function filesOf(env: z.infer<typeof schema>): FileSettings {
  return {
    directory: path.resolve(env.DATA_DIR, 'files'),
    s3: s3Of(env),
    limits: { maxBytes: env.FILE_MAX_MB * MEGABYTE, quotaBytes: env.FILE_QUOTA_MB * MEGABYTE },
    scanCommand: env.FILE_SCAN_COMMAND ?? null,
    scanTimeoutMs: env.FILE_SCAN_SECONDS * 1000,
  }
}

function s3Of(env: z.infer<typeof schema>): FileSettings['s3'] {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = env
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (endpoint && bucket && accessKeyId && secretAccessKey)
    return { endpoint, bucket, region, accessKeyId, secretAccessKey }
  if (endpoint || bucket || accessKeyId || secretAccessKey)
    throw new Error(
      'Configuration: S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: set all four or none',
    )
  return null
}

function oidcOf(env: z.infer<typeof schema>): Env['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret }
  if (issuer || clientId || clientSecret)
    throw new Error('Configuration: OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: set all three or none')
  return null
}
