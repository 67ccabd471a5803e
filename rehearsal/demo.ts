/** Fills a fresh platform with small campaigns in different stages, so that every role finds its work. */
import { DEMO_PASSWORD, demoSecret } from '../api/demo.ts'
import { type Campaign, personOf, REFUSAL, runJob } from './campaign.ts'
import { play } from './play.ts'
import { SCALES, type Scale } from './scale.ts'
import { openSession } from './session.ts'
import { openRound } from './stages/officers.ts'
import { register } from './stages/register.ts'
import { codeAll, handIn, labels, rows, send } from './stages/samples.ts'

const SEED = 2026

interface DemoTender {
  readonly code: string
  readonly title: string
  /** The step it stops before. */
  readonly until: string
  readonly scale?: Scale
  readonly after?: (c: Campaign) => Promise<void>
}

/** Oldest first: the newest is what people see when they sign in. */
const TENDERS: readonly DemoTender[] = [
  { code: 'ZYYP-2025-1', title: '2025年第一批中药饮片联盟采购', until: 'contracts', after: draftContracts },
  { code: 'ZYYP-2025-2', title: '2025年第二批中药饮片联盟采购', until: 'review', after: assignReview },
  {
    code: 'ZYYP-2025-3',
    title: '2025年第三批（样品检验中）',
    until: 'samples',
    scale: SCALES.mini,
    after: toLaboratory,
  },
  {
    code: 'ZYYP-2026-1',
    title: '2026年第一批中药饮片联盟采购',
    until: 'bidRound1',
    after: async c => void (await openRound(c, 1)),
  },
  { code: 'ZYYP-2026-2', title: '2026年第二批（小规模，可独自办完）', until: 'declaration', scale: SCALES.mini },
  { code: 'ZYYP-2026-3', title: '2026年第三批中药饮片联盟采购', until: 'demand' },
]

async function main(url: string): Promise<void> {
  const session = (tenderCode: string, title: string, after?: Campaign, scale = SCALES.tiny) =>
    openSession({
      ...(after ? { after } : {}),
      url,
      adminPassword: process.env.ADMIN_PASSWORD ?? '',
      scale,
      seed: SEED,
      tenderCode,
      title,
      password: DEMO_PASSWORD,
      print: null,
    })
  const first = await session('', '')
  await register(first)
  await friendlyLogins(first)
  for (const [i, tender] of TENDERS.entries()) {
    const c = await session(tender.code, tender.title, first, tender.scale)
    await play(c, { until: tender.until, registered: true })
    await tender.after?.(c)
    process.stdout.write(`Demo campaign ${i + 1}/${TENDERS.length}: ${tender.code}\n`)
  }
  first.door.close()
}

const OFFICER_BODIES = [
  ['officer', 'office', '联采办'],
  ['officer-supervisor', 'supervisor', '监督机构'],
  ['officer-notary', 'notary', '公证机构'],
  ['officer-hospital', 'hospital', '医疗机构'],
  ['officer-bureau', 'bureau', '医保局'],
] as const

/** Second logins with names that one can remember, for the same organisations. */
async function friendlyLogins(c: Campaign): Promise<void> {
  const { world, password } = c
  const users = [
    { login: 'office', displayName: '联采办演示', role: 'office' },
    { login: 'supervisor', displayName: '监督演示', role: 'supervisor' },
    { login: 'auditor', displayName: '审计演示', role: 'auditor' },
    { login: 'lab', displayName: '检验机构演示', role: 'lab', body: 'L1' },
    // Those of the played campaigns have keys that nobody holds; with these a person opens a campaign by hand.
    ...OFFICER_BODIES.map(([login, body, name]) => ({
      login,
      displayName: `钥匙官演示·${name}`,
      role: 'officer',
      body,
    })),
    { login: 'hospital', displayName: world.hospitals[0]?.name, role: 'hospital', orgCode: world.hospitals[0]?.code },
    { login: 'supplier', displayName: world.suppliers[0]?.name, role: 'supplier', orgCode: world.suppliers[0]?.code },
    {
      login: 'distributor',
      displayName: world.distributors[0]?.name,
      role: 'distributor',
      orgCode: world.distributors[0]?.code,
    },
    { login: 'city', displayName: world.cities[0]?.name, role: 'cityBureau', orgCode: world.cities[0]?.code },
    {
      login: 'province',
      displayName: world.provinces[0]?.name,
      role: 'provinceBureau',
      orgCode: world.provinces[0]?.code,
    },
  ]
  await importUsers(
    c,
    users.map(user => ({ ...user, password, totpSecret: demoSecret(user.login) })),
  )
}

const importUsers = (c: Campaign, users: readonly object[]) =>
  c.admin.act(`mutation($rows:[UserInput!]!){importUsers(users:$rows){__typename ...on Done{count} ${REFUSAL}}}`, {
    rows: users,
  })

/** Deals the sheets out, and lets the login `expert` be one of those drawn. */
async function assignReview(c: Campaign): Promise<void> {
  await runJob(c, 'mutation($id:ID!){assignReview(tenderId:$id)JOB}', () => undefined)
  const code = (c.facts.get('drawn') as string[])[0]
  const expert = c.world.experts.find(e => e.code === code)
  await importUsers(c, [
    {
      login: 'expert',
      displayName: expert?.name,
      role: 'expert',
      orgCode: code,
      password: c.password,
      totpSecret: demoSecret('expert'),
    },
  ])
}

/** Every sample is in; half of the portions are at the laboratory and wait for it, the others still lie in the house. */
async function toLaboratory(c: Campaign): Promise<void> {
  await c.office.act(`mutation($id:ID!){startSampleReview(tenderId:$id){__typename ...on Done{count} ${REFUSAL}}}`, {
    id: c.tenderId,
  })
  await handIn(c, await rows(c))
  await codeAll(c)
  const codes = (await labels(c)).map(label => label.blindCode)
  await send(c, 'L1', codes.slice(0, Math.ceil(codes.length / 2)))
}

/** Contracts lie ready; everybody but the demo's own parties has signed. */
async function draftContracts(c: Campaign): Promise<void> {
  await runJob(c, 'mutation($id:ID!){generateContracts(tenderId:$id)JOB}', () => undefined)
  const others = [...c.world.suppliers.slice(1), ...c.world.distributors.slice(1), ...c.world.hospitals.slice(1)]
  for (const { code } of others)
    await (await personOf(c, code)).act(
      `mutation($id:ID!){signContracts(tenderId:$id){__typename ...on Done{count} ${REFUSAL}}}`,
      { id: c.tenderId },
    )
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
