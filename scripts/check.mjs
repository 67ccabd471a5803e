/** `npm run check`: format and lint, types, dependency rules, unused code. Every gate says how much it looked at. */
import { spawnSync } from 'node:child_process'
import { cruise } from 'dependency-cruiser'
import { OPTIONS } from './dependencyRules.mjs'

const bin = name => `node_modules/.bin/${name}`
let failed = false

function gate(name, command, args) {
  const started = performance.now()
  const result = spawnSync(command, args, { encoding: 'utf8' })
  const ok = result.status === 0
  failed ||= !ok
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${seconds} s)\n`)
  if (!ok) process.stdout.write(`${result.stdout}${result.stderr}\n`)
  return result.stdout + result.stderr
}

const lint = gate('format and lint', bin('biome'), ['ci', '--colors=off', '--error-on-warnings', '.'])
process.stdout.write(`  ${/Checked \d+ files/.exec(lint)?.[0] ?? 'nothing was read'}\n`)
if (!/Checked [1-9]\d* files/.test(lint)) failed = true
for (const project of ['api/domain', 'tsconfig.server.json', 'admin'])
  gate(`types of ${project}`, bin('tsc'), ['-p', project])

const { output } = await cruise(
  ['api', 'workers', 'admin', 'templates', 'prisma', 'rehearsal', 'verify', 'seal', 'witness', 'tests'],
  OPTIONS,
)
const { violations, totalCruised } = output.summary
failed ||= violations.length > 0 || totalCruised === 0
process.stdout.write(
  `${violations.length === 0 && totalCruised > 0 ? '✓' : '✗'} dependency rules\n  ${totalCruised} modules read\n`,
)
for (const v of violations) process.stdout.write(`  ${v.rule.name}: ${v.from} → ${v.to}\n`)

gate('unused code', bin('knip'), ['--no-progress'])
process.exit(failed ? 1 : 0)
