/**
 * `npm run seal`: seals quotes on a machine without the platform or a network. In: the sealing kit downloaded from the
 * quotes page, and prices. Out: envelopes to upload there. A price is written nowhere but into its envelope.
 */
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { hex } from '#domain/bytes.ts'
import { policyHash } from '#domain/sealing.ts'
import { checkSealingKit, ENVELOPES_TYPE, isSealingKit, type SealingKit } from '#domain/sealingKit.ts'
import { nodeCrypto } from '../verify/nodeCrypto.ts'
import { askPrice } from './askPrice.ts'
import { readPriceList } from './priceList.ts'
import { type Quote, quoteOf, sealQuotes } from './sealQuotes.ts'

const USAGE = `usage: npm run seal -- --policy KIT.json --lot LOT [--supplier CODE] [--price YUAN] [--seq N --previous LEAF] --out envelope.b64
       npm run seal -- --policy KIT.json --list prices.csv --out envelopes.json      (lines: lot;supplier;price)
Without --price the price is asked for; so it is neither in the shell's history nor in the list of processes.`

function readArguments() {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { policy: text, lot: text, supplier: text, price: text, seq: text, previous: text, list: text, out: text },
  })
  if (!values.policy || !values.out || !values.lot === !values.list) throw new Error(USAGE)
  return { ...values, policy: values.policy, out: values.out }
}

function readKit(file: string): SealingKit {
  let value: unknown
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    throw new Error(`${file}: not a readable JSON file`)
  }
  if (!isSealingKit(value)) throw new Error(`${file}: not a sealing kit`)
  return value
}

async function quotesOf(args: ReturnType<typeof readArguments>, kit: SealingKit): Promise<readonly Quote[]> {
  if (args.list) return readPriceList(fs.readFileSync(args.list, 'utf8'), args.list, kit)
  const { lot = '', supplier = kit.supplier, seq, previous } = args
  const price = args.price ?? (await askPrice(lot))
  return [quoteOf({ lot, supplier, price, seq, previous }, kit, '--lot')]
}

async function seal(): Promise<void> {
  const args = readArguments()
  const kit = readKit(args.policy)
  const checked = await checkSealingKit(kit, nodeCrypto)
  if ('fault' in checked)
    throw new Error(
      `${args.policy}: ${'officer' in checked ? `${checked.officer}: ` : ''}${checked.fault} does not hold`,
    )
  const { policy } = checked
  say(
    `policy ${hex(await policyHash(policy, nodeCrypto))}: ${policy.tender}, round ${policy.round}, until ${policy.deadline}`,
  )
  for (const { code, name, body, signingKey } of kit.officers)
    say(`  signed by ${code} ${name} (${body}), key ${signingKey}`)
  say('Compare these keys with the ones published elsewhere.')
  const envelopes = await sealQuotes(policy, await quotesOf(args, kit), nodeCrypto)
  const file = {
    type: ENVELOPES_TYPE,
    roundId: kit.roundId,
    policyHash: hex(await policyHash(policy, nodeCrypto)),
    envelopes,
  }
  const content = args.list ? JSON.stringify(file, null, 2) : (envelopes[0]?.envelope ?? '')
  fs.writeFileSync(args.out, `${content}\n`, { flag: 'wx', mode: 0o600 })
  for (const { lot, supplier, seq, leaf } of envelopes) say(`${lot} ${supplier}: entry ${seq}, leaf ${leaf}`)
  say(`${envelopes.length} sealed into ${args.out}; nothing is submitted until it is uploaded and receipted.`)
}

const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  await seal()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
