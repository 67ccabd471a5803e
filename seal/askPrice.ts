import readline from 'node:readline'
import { Writable } from 'node:stream'

/** Reads a price from standard input: one line; on a terminal it is asked for and not shown. */
export function askPrice(lot: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true
  if (isTerminal) process.stderr.write(`Price of ${lot} in yuan per kg (not shown): `)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = readline.createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal })
  return new Promise((resolve, reject) => {
    lines.once('line', line => {
      if (isTerminal) process.stderr.write('\n')
      resolve(line.trim())
      lines.close()
    })
    lines.once('close', () => reject(new Error('no price was given')))
  })
}
