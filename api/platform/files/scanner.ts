import { spawn } from 'node:child_process'

/** What a scanner says of a file; `failed` is no answer at all. */
export type ScanResult = 'clean' | 'infected' | 'failed'

/** Scans a local file. */
export type Scanner = (file: string) => Promise<ScanResult>

/**
 * A scanner that is a program: it gets the path as its last argument and ends with 0 for clean, 1 for infected.
 * @param command program and arguments, separated by blanks (`clamdscan --no-summary --fdpass`)
 */
export function commandScanner(command: string, timeoutMs: number): Scanner {
  const [program = '', ...args] = command.trim().split(/\s+/)
  return file =>
    new Promise(resolve => {
      const child = spawn(program, [...args, file], { stdio: 'ignore', timeout: timeoutMs, killSignal: 'SIGKILL' })
      child.once('error', () => resolve('failed'))
      child.once('exit', code => resolve(code === 0 ? 'clean' : code === 1 ? 'infected' : 'failed'))
    })
}
