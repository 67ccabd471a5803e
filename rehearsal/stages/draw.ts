import { entropyCommitment } from '#domain/draw.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { advance, type Campaign, claim, personOf, REFUSAL } from '../campaign.ts'
import { random } from '../random.ts'
import { OFFICERS } from './register.ts'

const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
const DRAW = `{__typename ...on Draw{id status} ${REFUSAL}}`

/** Conflicts are entered, five bodies and a supplier commit to and reveal randomness, the experts are drawn. */
export async function drawExperts(c: Campaign): Promise<void> {
  const { world } = c
  await c.progress.stage('draw', world.scale.drawn, async tick => {
    const recused = await enterConflicts(c)
    const poolSecret = Buffer.from(random(world.seed, 'pool').bytes(32)).toString('base64')
    await c.office.act(`mutation($id:ID!,$p:Base64!){prepareDraw(tenderId:$id,poolSecret:$p)${DRAW}}`, {
      id: c.tenderId,
      p: poolSecret,
    })
    await (await personOf(c, 'supervisor-1')).act(`mutation($id:ID!){witnessDraw(tenderId:$id)${DRAW}}`, {
      id: c.tenderId,
    })
    const contributors = [...OFFICERS, world.suppliers[0]?.code ?? '']
    const values = contributors.map(login => random(world.seed, `entropy/${login}`).bytes(32))
    for (const [i, login] of contributors.entries()) {
      const commitment = await entropyCommitment(values[i] as Uint8Array, nodeCrypto)
      await (await personOf(c, login)).act(
        `mutation($id:ID!,$c:String!){contributeEntropy(tenderId:$id,commitment:$c)${DRAW}}`,
        { id: c.tenderId, c: commitment },
      )
    }
    await c.office.act(`mutation($id:ID!){freezeDraw(tenderId:$id)${DRAW}}`, { id: c.tenderId })
    for (const [i, login] of contributors.entries())
      await (await personOf(c, login)).act(
        `mutation($id:ID!,$v:Base64!){revealEntropy(tenderId:$id,value:$v)${DRAW}}`,
        { id: c.tenderId, v: Buffer.from(values[i] as Uint8Array).toString('base64') },
      )
    await c.office.act(`mutation($id:ID!){drawExperts(tenderId:$id)${DRAW}}`, { id: c.tenderId })
    await checkDraw(c, recused)
    tick(world.scale.drawn)
  })
  await advance(c, 'draw')
}

/** A few experts must stay out of the whole tender, some others out of one supplier's papers. */
async function enterConflicts(c: Campaign): Promise<string[]> {
  const r = random(c.world.seed, 'conflicts')
  const experts = r.shuffle(c.world.experts)
  const out = experts.slice(0, Math.max(1, Math.floor(experts.length / 40)))
  for (const expert of out)
    await c.office.act(
      `mutation($id:ID!,$e:String!){declareConflict(tenderId:$id,expertCode:$e,reason:"三年内曾任职于申报企业")${DONE}}`,
      { id: c.tenderId, e: expert.code },
    )
  for (const expert of experts.slice(out.length, out.length + Math.floor(experts.length / 10)))
    await c.office.act(
      `mutation($id:ID!,$e:String!,$s:String!){declareConflict(tenderId:$id,expertCode:$e,supplierCode:$s,reason:"持有该企业股份")${DONE}}`,
      { id: c.tenderId, e: expert.code, s: r.pick(c.world.suppliers).code },
    )
  return out.map(expert => expert.code)
}

async function checkDraw(c: Campaign, recused: readonly string[]): Promise<void> {
  const { draw } = await c.office.ask<{
    draw: { drawnExperts: { expert: { code: string }; status: string; stratum: string }[] }
  }>('query($id:ID!){draw(tenderId:$id){drawnExperts{expert{code} status stratum}}}', { id: c.tenderId })
  const drawn = draw.drawnExperts.filter(d => d.status === 'drawn')
  claim(c, 'recused experts never drawn', !draw.drawnExperts.some(d => recused.includes(d.expert.code)))
  claim(c, 'experts drawn as planned', drawn.length === c.world.scale.drawn)
  c.facts.set(
    'drawn',
    drawn.map(d => d.expert.code),
  )
}
