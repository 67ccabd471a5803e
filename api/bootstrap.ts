import { randomBytes } from 'node:crypto'
import { seedReference } from '../prisma/seed/reference.ts'
import type { Db } from './platform/db.ts'
import type { PasswordHasher } from './platform/passwords.ts'

/**
 * Prepares an empty database: reference data and the first account, `admin`.
 * @param adminPassword for the first account; random when undefined
 * @param adminTotp its sealed TOTP secret, in the demo; else it sets one up at its first sign-in
 * @returns the password when the account was made now, else null
 */
export async function bootstrap(
  db: Db,
  passwords: PasswordHasher,
  adminPassword: string | undefined,
  adminTotp: Uint8Array | null = null,
): Promise<string | null> {
  const password = adminPassword ?? randomBytes(9).toString('base64url')
  return db.tx(async tx => {
    // Several API processes may start at once on one empty database.
    await tx.run(`SELECT pg_advisory_xact_lock(7202604)`)
    await seedReference(tx)
    if (await tx.row('SELECT 1 FROM app_user LIMIT 1')) return null
    const passwordHash = await passwords.hash(password)
    await tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash, totp_sealed) VALUES ('admin', '系统管理员', 'admin', $1, $2)`,
      [passwordHash, adminTotp],
    )
    return password
  })
}
