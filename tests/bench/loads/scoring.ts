/** Load 9: what the web UI loads first, and a key press at the scoring desk until it is painted, beside react-admin's edit. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import { gzipSync } from 'node:zlib'
import chromium from '@sparticuz/chromium'
import { build } from 'esbuild'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { ROOT } from '../../../api/platform/root.ts'
import { inform, promise, promiseAtMost, quantile, type Row } from '../measure.ts'
import { setStage, signIn } from '../rows.ts'
import { type Stand, settle } from '../stand.ts'
import { seedExperts, seedOpenSheets } from './deskRows.ts'

const FIRST_LOAD_KB = 300
const PAINT_MS = 50
const DECLARATIONS = 95
const INDICATORS = 14
const PRESSES = 60
const SETTLED_MS = 2_000
const WARM_UP = 12
/** What the rules propose for every item: a score of as many points needs no reason, one of four needs one. */
const PROPOSED = 1

/** Kilobytes of JavaScript, gzipped, that a new browser has asked for when a page shows what it waits for. */
async function jsOf(context: BrowserContext, url: string, shown: string): Promise<number> {
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', answer => {
    if (new URL(answer.url()).pathname.endsWith('.js')) sizes.push(answer.body().then(body => gzipSync(body).length))
  })
  await page.goto(url)
  await page.locator(shown).first().waitFor({ timeout: 60_000 })
  await page.waitForTimeout(SETTLED_MS)
  const found = await Promise.all(sizes)
  await page.close()
  return found.reduce((sum, size) => sum + size, 0) / 1000
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
  if (window.paints) { window.paints.length = 0; window.events.length = 0; window.longTasks = 0; return }
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
  for (let i = 0; i < PRESSES + WARM_UP; i++) {
    if (i === WARM_UP) await page.evaluate(WATCH)
    await page.keyboard.press(keys[i % keys.length] ?? 'Tab')
    await page.waitForTimeout(80)
  }
  await page.waitForTimeout(500)
  return page.evaluate<Paints>('({ paints: window.paints, events: window.events, longTasks: window.longTasks })')
}

interface Desk {
  readonly page: Page
  /** Kilobytes: signing in; an expert's home; the desk itself. */
  readonly loads: { readonly signIn: number; readonly home: number }
  readonly stop: () => Promise<void>
}

async function openDesk(stand: Stand, browser: Browser): Promise<Desk> {
  // The last one: load 3 has given the first experts sheets of its own.
  const expert = stand.size.world.experts.at(-1)?.code ?? ''
  await stand.db.tx(async tx => {
    await seedExperts(tx, [expert])
    await seedOpenSheets(tx, stand, [expert], DECLARATIONS, 'PAINT', () => PROPOSED)
  })
  await settle(stand.databaseUrl)
  await setStage(stand.db, stand.tenderId, 'review')
  const api = await stand.startApi()
  const [name = '', value = ''] = ((await signIn(stand.db, [expert])).get(expert) ?? '').split('=')
  const look = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' }
  const openAs = async (cookies: { name: string; value: string; url: string }[]) => {
    const context = await browser.newContext(look)
    await context.addCookies(cookies)
    return context
  }
  const cookie = { name, value, url: api.url }
  const loads = {
    signIn: await jsOf(await openAs([]), api.url, 'form'),
    home: await jsOf(await openAs([cookie]), api.url, 'main h1'),
  }
  const page = await (await openAs([cookie])).newPage()
  await page.goto(`${api.url}/score`)
  await page.locator(`[role=listbox][data-items="${DECLARATIONS * INDICATORS}"]`).waitFor({ timeout: 60_000 })
  return { page, loads, stop: () => api.stop() }
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
      const points = await pressKeys(desk.page, ['1', 'Enter'])
      // Points, on; the page asks for the reason; its first usual phrase, on.
      const reasons = await pressKeys(desk.page, ['4', 'Enter', '1', 'Enter'])
      return [...loadRows(desk.loads), ...paintRows(points, reasons, theirs)]
    } finally {
      await desk.stop()
    }
  } finally {
    limit.close()
    await browser.close()
  }
}

function loadRows({ signIn, home }: Desk['loads']): readonly Row[] {
  const figure = { load: '9', unit: 'kB' }
  return [
    promiseAtMost({ ...figure, what: 'signing in, all JavaScript, gzipped', ours: signIn }, FIRST_LOAD_KB),
    inform({ ...figure, what: "a signed-in expert's home, all JavaScript, gzipped", ours: home }),
  ]
}

function paintRows(points: Paints, reasons: Paints, theirs: Paints): readonly Row[] {
  const figure = { load: '9', unit: 'ms' }
  const cells = `${DECLARATIONS} × ${INDICATORS} items`
  const at = (found: Paints, q: number) => quantile(found.paints, q)
  const slowest = (found: Paints) => Math.max(0, ...found.events)
  const key = `${cells}: key to paint`
  return [
    inform({ ...figure, what: `${key}, p50`, ours: at(points, 0.5), limit: at(theirs, 0.5) }),
    promiseAtMost({ ...figure, what: `${key}, p95`, ours: at(points, 0.95) }, PAINT_MS),
    promise(
      { ...figure, what: "the same; limit: react-admin's edit", ours: at(points, 0.95), limit: at(theirs, 0.95) },
      { atMost: 1 },
    ),
    inform({ ...figure, what: 'with a reason for every item, p50', ours: at(reasons, 0.5) }),
    promiseAtMost({ ...figure, what: 'with a reason for every item, p95', ours: at(reasons, 0.95) }, PAINT_MS),
    inform({
      ...figure,
      what: 'slowest key event (Event Timing)',
      ours: Math.max(slowest(points), slowest(reasons)),
      limit: slowest(theirs),
    }),
    inform({ ...figure, unit: '', what: 'long tasks', ours: points.longTasks, limit: theirs.longTasks }),
  ]
}
