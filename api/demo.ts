import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { ROOT } from './platform/root.ts'

/** Everybody's password in the demo. It is public; a database with it never serves a real campaign. */
export const DEMO_PASSWORD = 'bencao-demo'

/** One login per role, and what waits for them. */
export const DEMO_LOGINS: readonly (readonly [login: string, who: string, sees: string])[] = [
  ['office', '联采办', '项目时间轴、推进各阶段'],
  ['hospital', '医疗机构', '填报需求、选企业、确认量、签合同'],
  ['supplier', '申报企业', '申报、密封报价、签合同'],
  ['expert', '评审专家', '待评项目'],
  ['lab', '检验机构', '收样、填报检验结果'],
  ['officer', '开标钥匙官', '报价轮次、随机数'],
  ['distributor', '配送企业', '签合同'],
  ['city', '市级医保局', '审核本市需求、默认企业'],
  ['province', '省级医保局', '审核本省需求'],
  ['supervisor', '纪检监督', '全部只读'],
  ['auditor', '审计', '操作日志'],
  ['admin', '系统管理员', '用户'],
]

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The TOTP secret of a demo or rehearsal account, 20 bytes as base32. Like the password it is public. */
export function demoSecret(login: string): string {
  const bytes = createHash('sha256').update(`bencao-demo/${login}`).digest().subarray(0, 20)
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return bits.replaceAll(/.{5}/g, five => BASE32[Number.parseInt(five, 2)] ?? '')
}

/** The table that `npm start` prints. */
export function demoTable(): string {
  const lines = DEMO_LOGINS.map(([login, who, sees]) => `  ${login.padEnd(12)} ${DEMO_PASSWORD}   ${who}：${sees}`)
  const factor =
    'The second step (动态验证码), where there is one: the sign-in page fills it in. Everybody else of the demo signs in with their\n' +
    'code and the same password: experts E00001 …, suppliers and hospitals by their codes, office-2 as the second person.\n' +
    'Campaign ZYYP-2026-2 is small enough to play every part by hand; its officers are officer, officer-supervisor,\n' +
    'officer-notary, officer-hospital and officer-bureau.'
  return `Demo logins (login, password):\n${lines.join('\n')}\n${factor}\n`
}

/** Plays the demo's campaigns against the running platform, as a process of its own; the site can be used meanwhile. */
export function playDemo(url: string): { stop: () => void } {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/demo.js'), url], {
    env: { ...process.env, ADMIN_PASSWORD: DEMO_PASSWORD },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return { stop: () => void child.kill('SIGTERM') }
}
