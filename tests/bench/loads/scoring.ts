/** Load 9: what the web UI loads first, and a key press at the scoring desk until it is painted, beside react-admin's edit. */
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import chromium from '@sparticuz/chromium'
import { build } from 'esbuild'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'
import { ROOT } from '../../../api/platform/root.ts'
import { inform, promise, promiseAtMost, quantile, type Row } from '../measure.ts'
import { setStage, signIn } from '../rows.ts'
import { type Stand, settle } from '../stand.ts'
import { seedExperts, seedOpenSheets } from './deskRows.ts'

const DIST = path.join(ROOT, 'dist/admin')
const FIRST_LOAD_KB = 300
const PAINT_MS = 50
const DECLARATIONS = 95
const INDICATORS = 14
const PRESSES = 60

/** Kilobytes of JavaScript, gzipped, that the first page asks for. */
function firstLoad(): number {
  const html = fs.readFileSync(path.join(DIST, 'index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(found => found[1] ?? '')
  return (
    [...new Set(files)].reduce((sum, file) => sum + gzipSync(fs.readFileSync(path.join(DIST, file))).length, 0) / 1000
  )
}

/** react-admin's own form over the same cells: what anybody would write first. */
const LIMIT_PAGE = `
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { Admin, Edit, NumberInput, Resource, SimpleForm } from 'react-admin'
const rows = Array.from({ length: ${DECLARATIONS} }, (_, r) => r)
const columns = Array.from({ length: ${INDICATORS} }, (_, c) => c)
const record = { id: 1, ...Object.fromEntries(rows.flatMap(r => columns.map(c => ['r' + r + 'c' + c, 1]))) }
const dataProvider = { getOne: async () => ({ data: record }), getList: async () => ({ data: [record], total: 1 }) }
const Scores = () => h(Edit, null, h(SimpleForm, null, rows.map(r => h('div', { key: r, style: { display: 'flex' } },
  columns.map(c => h(NumberInput, { key: c, source: 'r' + r + 'c' + c, label: 'Q' + c }))))))
location.hash = '#/sheets/1'
createRoot(document.getElementById('root')).render(h(Admin, { dataProvider, disableTelemetry: true }, h(Resource, { name: 'sheets', edit: Scores })))
`

async function serveLimit(): Promise<{ url: string; close: () => void }> {
  const made = await build({
    stdin: { contents: LIMIT_PAGE, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const page = `<!doctype html><meta charset="utf-8"><div id="root"></div><script>${made.outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`
  const server = http.createServer((_request, answer) => answer.setHeader('content-type', 'text/html').end(page))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://localhost:${port}/`, close: () => server.close() }
}

/** From the key's event to the first task after the frame that it changed, and the browser's own figures. */
const WATCH = `(() => {
  window.paints = []; window.events = []; window.longTasks = 0
  const channel = new MessageChannel(); const waiting = []
  channel.port1.onmessage = () => window.paints.push(performance.now() - waiting.shift())
  window.addEventListener('keydown', event => requestAnimationFrame(() => { waiting.push(event.timeStamp); channel.port2.postMessage(0) }), true)
  new PerformanceObserver(list => { for (const one of list.getEntries()) if (one.name === 'keydown') window.events.push(one.duration) })
    .observe({ type: 'event', durationThreshold: 16 })
  new PerformanceObserver(list => { window.longTasks += list.getEntries().length }).observe({ type: 'longtask' })
})()`

interface Paints {
  readonly paints: readonly number[]
  readonly events: readonly number[]
  readonly longTasks: number
}

/** Presses keys as fast as somebody types; the first few warm up. */
async function pressKeys(page: Page, keys: readonly string[]): Promise<Paints> {
  for (let i = 0; i < PRESSES + 10; i++) {
    if (i === 10) await page.evaluate(WATCH)
    await page.keyboard.press(keys[i % keys.length] ?? 'Tab')
    await page.waitForTimeout(80)
  }
  await page.waitForTimeout(500)
  return page.evaluate<Paints>('({ paints: window.paints, events: window.events, longTasks: window.longTasks })')
}

async function openDesk(stand: Stand, browser: Browser): Promise<{ page: Page; stop: () => Promise<void> }> {
  // The last one: load 3 has given the first experts sheets of its own.
  const expert = stand.size.world.experts.at(-1)?.code ?? ''
  await stand.db.tx(async tx => {
    await seedExperts(tx, [expert])
    await seedOpenSheets(tx, stand, [expert], DECLARATIONS, 'PAINT')
  })
  await settle(stand.databaseUrl)
  await setStage(stand.db, stand.tenderId, 'review')
  const api = await stand.startApi()
  const [name = '', value = ''] = ((await signIn(stand.db, [expert])).get(expert) ?? '').split('=')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  await context.addCookies([{ name, value, url: api.url }])
  const page = await context.newPage()
  await page.goto(`${api.url}/score`)
  await page.locator(`[role=listbox][data-items="${DECLARATIONS * INDICATORS}"]`).waitFor({ timeout: 60_000 })
  return { page, stop: () => api.stop() }
}

async function openLimit(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(url)
  const cell = page.locator('input[name=r40c7]')
  await cell.waitFor({ timeout: 60_000 })
  await cell.focus()
  return page
}

export async function scoringPaint(stand: Stand): Promise<readonly Row[]> {
  process.env.TMPDIR ??= os.tmpdir()
  const executablePath = await chromium.executablePath()
  const browser = await playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const limit = await serveLimit()
  try {
    const plain = await openLimit(browser, limit.url)
    const desk = await openDesk(stand, browser)
    try {
      const theirs = await pressKeys(plain, ['1', 'Backspace'])
      const ours = await pressKeys(desk.page, ['1', 'Enter'])
      return rowsOf(ours, theirs)
    } finally {
      await desk.stop()
    }
  } finally {
    limit.close()
    await browser.close()
  }
}

function rowsOf(ours: Paints, theirs: Paints): readonly Row[] {
  const load = '9'
  const cells = `${DECLARATIONS} × ${INDICATORS} items`
  const at = (found: Paints, q: number) => quantile(found.paints, q)
  const slowest = (found: Paints) => Math.max(0, ...found.events)
  return [
    promiseAtMost({ load, what: 'first load, JavaScript gzipped', unit: 'kB', ours: firstLoad() }, FIRST_LOAD_KB),
    inform({ load, what: `${cells}: key to paint, p50`, unit: 'ms', ours: at(ours, 0.5), limit: at(theirs, 0.5) }),
    promiseAtMost({ load, what: `${cells}: key to paint, p95`, unit: 'ms', ours: at(ours, 0.95) }, PAINT_MS),
    promise(
      { load, what: "the same; limit: react-admin's edit", unit: 'ms', ours: at(ours, 0.95), limit: at(theirs, 0.95) },
      { atMost: 1 },
    ),
    inform({ load, what: 'slowest key event (Event Timing)', unit: 'ms', ours: slowest(ours), limit: slowest(theirs) }),
    inform({ load, what: 'long tasks', unit: '', ours: ours.longTasks, limit: theirs.longTasks }),
  ]
}
