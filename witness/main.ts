/**
 * `npm run start:witness`: an independent witness of a platform's audit log. Keeps the last checkpoint it saw, follows the
 * log by consistency proofs and cosigns; ends for good, with evidence, when the log contradicts what it signed before.
 *   LOG_URL        address of the platform, such as https://bencao.example
 *   WITNESS_TOKEN  lets it see the log while bids are taken
 *   WITNESS_DIR    folder of its key and its memory (default ./.witness)
 *   WITNESS_NAME   its name in cosignatures (default witness)
 *   WITNESS_SECONDS  time between two looks (default 5)
 */
import { setTimeout as pause } from 'node:timers/promises'
import { noteKeyText } from '#domain/auditLog.ts'
import { nodeCrypto, publicKeyOf } from './crypto.ts'
import { openFiles } from './files.ts'
import { Contradiction, type LogDoor, lookOnce } from './watch.ts'

const ANSWER_MS = 10_000

function doorOf(base: string, token: string): LogDoor {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    const response = await fetch(new URL(path, base), { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${(await response.text()).slice(0, 200)}`)
    return response
  }
  return {
    key: async () => (await (await ask('/log/key')).text()).trim(),
    checkpoint: async () => (await ask('/log/checkpoint')).text(),
    proof: async (from, to) => {
      const { proof } = (await (await ask(`/log/proof?from=${from}&to=${to}`)).json()) as { proof?: unknown }
      return Array.isArray(proof) ? proof.map(String) : []
    },
    cosign: async note => {
      await ask('/log/cosignature', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: note })
    },
  }
}

async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const url = env.LOG_URL
  if (!url || !URL.canParse(url)) throw new Error('Configuration: LOG_URL: the address of the platform is needed')
  const seconds = Number(env.WITNESS_SECONDS ?? 5)
  if (!(seconds > 0 && seconds <= 3600)) throw new Error('Configuration: WITNESS_SECONDS: between 0 and 3600')
  // Without it the log is shown as it was before the bids: it would seem to go back.
  const token = env.WITNESS_TOKEN
  if (!token) throw new Error('Configuration: WITNESS_TOKEN: the one that the platform was started with is needed')
  const name = env.WITNESS_NAME ?? 'witness'
  if (!/^[^\s+]{1,100}$/.test(name)) throw new Error('Configuration: WITNESS_NAME: no spaces and no plus sign')
  const files = openFiles(env.WITNESS_DIR ?? '.witness')
  const known = files.readEvidence()
  if (known) throw new Contradiction(`The log has contradicted itself; this witness signs no more. Evidence: ${known}`)
  const witness = { name, publicKey: publicKeyOf(files.privateKey), privateKey: files.privateKey }
  process.stdout.write(`witness key (for WITNESS_KEYS of the platform): ${await noteKeyText(witness, nodeCrypto)}\n`)
  const door = doorOf(url, token)
  for (;;) {
    try {
      const size = await lookOnce(door, files, witness, Date.now, nodeCrypto)
      if (size !== null) process.stdout.write(`cosigned ${size} rows\n`)
    } catch (error) {
      if (error instanceof Contradiction) throw error
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    }
    await pause(seconds * 1000)
  }
}

main(process.env).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
