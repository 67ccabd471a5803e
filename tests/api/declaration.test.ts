/** Over 300 lines: one supplier from its first lot to a withdrawn declaration; its parts share what they play. */
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_INDICATORS, type Indicator } from '#domain/indicators.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, Refused, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const people: Record<string, Person> = {}

beforeAll(async () => {
  await seedAlliance(platform)
  for (const login of [
    'office',
    'supervisor',
    'auditor',
    'officer-1',
    'hospital-H3701001',
    'supplier-S1',
    'supplier-S2',
    'supplier-S3',
    'supplier-S4',
  ])
    people[login] = await platform.person(login)
})

const person = (login: string): Person => {
  const found = people[login]
  if (!found) throw new Error(login)
  return found
}

const REFUSAL = '...on Refusal{violations{code path message}}'
const DECLARE = `mutation($t:ID!,$lots:[LotDeclarationInput!]!){declareLots(tenderId:$t,lots:$lots){__typename ...on Done{count} ${REFUSAL}}}`
const ANSWER = `mutation($t:ID!,$a:[AnswerInput!]!){answerIndicators(tenderId:$t,answers:$a){__typename ...on Done{count} ${REFUSAL}}}`
const SUBMIT = `mutation($t:ID!){submitDeclarations(tenderId:$t){__typename ...on Done{count} ${REFUSAL}}}`
const WITHDRAW = `mutation($t:ID!,$d:[ID!]!){withdrawDeclaration(tenderId:$t,declarationIds:$d){__typename ...on Done{count} ${REFUSAL}}}`
const ATTACH = `mutation($t:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$t,items:$i){__typename ...on Done{count} ${REFUSAL}}}`
const DETACH = `mutation($t:ID!,$e:[ID!]!){detachEvidence(tenderId:$t,evidenceIds:$e){__typename ...on Done{count} ${REFUSAL}}}`
const LIST = `query($f:DeclarationFilter){declarations(filter:$f){total items{id status receiptHash proved capacityKg answered qualityCenti submittedAt lot{code} supplier{code}}}}`
const ANSWERS = `query($t:ID!){answers(tenderId:$t){indicatorCode subjectKey value proposedCenti}}`

interface Declared {
  readonly id: string
  readonly receiptHash: string | null
  readonly proved: number
  readonly status: string
  readonly capacityKg: number
  readonly answered: number
  readonly qualityCenti: number | null
  readonly lot: { code: string }
  readonly supplier: { code: string }
}

const refusals = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}

const declared = async (login: string, t: string) =>
  (await person(login).ask<{ declarations: { total: number; items: Declared[] } }>(LIST, { f: { tenderId: t } }))
    .declarations

const lotsOf = async (tenderId: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await platform.db.prisma.lot.findMany({ where: { tenderId } })).map(lot => [lot.code, lot.id]))

const auditCount = (tenderId: string) => platform.db.prisma.auditRow.count({ where: { tenderId } })

const valueFor = ({ rule }: Indicator): unknown => {
  if (rule.type === 'tier') return rule.tiers[0]?.code
  if (rule.type === 'linear') return 12.5
  return rule.type === 'expert' ? '净制、切制、炒制' : 1
}

/** Valid answers to all 14 indicators for the given lots, as `HQ-T` of variety `HQ`. */
const fullAnswers = (...lots: readonly string[]) => {
  const keys = {
    company: ['company'],
    variety: [...new Set(lots.map(lot => `variety:${lot.slice(0, 2)}`))],
    spec: lots.map(lot => `lot:${lot}`),
  }
  return DEFAULT_INDICATORS.flatMap(one =>
    keys[one.level].map(subjectKey => ({ indicatorCode: one.code, subjectKey, value: valueFor(one) })),
  )
}

/** One paper of a supplier, attached to everything that asks for evidence in the given lots. */
const prove = async (login: string, t: string, ...lots: readonly string[]) => {
  const fileId = await uploadedId(person(login), '材料.pdf', smallPdf([`${login} 的材料`]))
  const asked = new Set(DEFAULT_INDICATORS.flatMap(one => (one.evidence ? [one.code] : [])))
  const i = fullAnswers(...lots)
    .filter(one => asked.has(one.indicatorCode))
    .map(({ indicatorCode, subjectKey }) => ({ indicatorCode, subjectKey, fileId }))
  await person(login).act(ATTACH, { t, i })
}

const setSupplier = (code: string, set: string) =>
  platform.db.tx(tx => tx.run(`UPDATE supplier SET ${set} WHERE code = $1`, [code]))

describe('declaring lots', () => {
  it('makes drafts, changes capacities, and counts what changed', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    const me = person('supplier-S1')
    expect(
      await me.act(DECLARE, {
        t,
        lots: [
          { lotId: lots['HQ-T'], capacityKg: 100 },
          { lotId: lots['DG-X'], capacityKg: 5 },
        ],
      }),
    ).toMatchObject({ count: 2 })
    expect(
      await me.act(DECLARE, {
        t,
        lots: [
          { lotId: lots['HQ-T'], capacityKg: 200 },
          { lotId: lots['DG-X'], capacityKg: 5 },
        ],
      }),
    ).toMatchObject({ count: 1 })
    expect((await declared('supplier-S1', t)).items).toMatchObject([
      { status: 'draft', capacityKg: 5, answered: 0, lot: { code: 'DG-X' }, supplier: { code: 'S1' } },
      { status: 'draft', capacityKg: 200, answered: 0, lot: { code: 'HQ-T' } },
    ])
  })

  it('names every wrong input and writes nothing', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    const other = await lotsOf(await seedTender(platform, 'declaration'))
    const wrong = [
      { lotId: lots['HQ-T'], capacityKg: 0 },
      { lotId: other['HQ-T'], capacityKg: 1 },
      { lotId: lots['HQ-T'], capacityKg: 1 },
      { lotId: lots['DG-T'], capacityKg: 10_000_000 },
    ]
    expect(await refusals(person('supplier-S1').act(DECLARE, { t, lots: wrong }))).toEqual([
      'capacityMissing lots[0].capacityKg',
      'notFound lots[1].lotId',
      'duplicate lots[2].lotId',
      'capacityMissing lots[3].capacityKg',
    ])
    expect(await refusals(person('supplier-S1').act(DECLARE, { t, lots: [] }))).toEqual(['required lots'])
    expect(await platform.db.prisma.declaration.count({ where: { tenderId: t } })).toBe(0)
    expect(await auditCount(t)).toBe(0)
  })

  it('is for eligible suppliers in the declaration stage until its deadline', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = [{ lotId: (await lotsOf(t))['HQ-T'], capacityKg: 1 }]
    await setSupplier('S4', `licence_no = ' ', has_gmp = false, has_traceability = false, blacklisted = true`)
    expect(await refusals(person('supplier-S4').act(DECLARE, { t, lots }))).toEqual([
      'licenceMissing licenceNo',
      'gmpMissing hasGmp',
      'traceabilityMissing hasTraceability',
      'blacklisted',
    ])
    await setSupplier('S4', `licence_no = 'L4', has_gmp = true, has_traceability = true, blacklisted = false`)
    expect(await person('supplier-S4').act(DECLARE, { t, lots })).toMatchObject({ count: 1 })
    expect(await refusals(person('office').act(DECLARE, { t, lots }))).toEqual(['forbidden'])
    const early = await seedTender(platform, 'documents')
    expect(await refusals(person('supplier-S1').act(DECLARE, { t: early, lots }))).toEqual(['wrongStage'])
    await platform.db.tx(tx =>
      tx.run(
        `UPDATE tender_stage SET closes_at = tender_now($1) + interval '1 hour' WHERE tender_id = $1 AND stage = 'declaration'`,
        [t],
      ),
    )
    expect(await person('supplier-S1').act(DECLARE, { t, lots })).toMatchObject({ count: 1 })
    await platform.db.tx(tx => tx.run('UPDATE tender SET clock_offset_seconds = 3600 WHERE id = $1', [t]))
    for (const [mutation, variables] of [
      [DECLARE, { lots }],
      [ANSWER, { a: fullAnswers('HQ-T') }],
      [SUBMIT, {}],
    ] as const)
      expect(await refusals(person('supplier-S1').act(mutation, { t, ...variables }))).toEqual(['deadlinePassed'])
  })

  it('实施条例 34: related companies, even at the same moment, do not both get a lot', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    await setSupplier('S2', `related_group = 'G'`)
    await setSupplier('S3', `related_group = 'G'`)
    const want = [{ lotId: lots['HQ-T'], capacityKg: 1 }]
    const answers = await Promise.allSettled(
      ['supplier-S2', 'supplier-S3', 'supplier-S2', 'supplier-S3'].map(login =>
        person(login).act(DECLARE, { t, lots: want }),
      ),
    )
    expect(answers.filter(one => one.status === 'rejected')).toHaveLength(2)
    expect(await platform.db.prisma.declaration.count({ where: { tenderId: t } })).toBe(1)
    const loser = answers[0]?.status === 'rejected' ? 'supplier-S2' : 'supplier-S3'
    expect(
      await refusals(person(loser).act(DECLARE, { t, lots: [{ lotId: lots['DG-T'], capacityKg: 1 }, ...want] })),
    ).toEqual(['relatedSupplier lots[1].lotId'])
    expect(await person(loser).act(DECLARE, { t, lots: [{ lotId: lots['DG-T'], capacityKg: 1 }] })).toMatchObject({
      count: 1,
    })
    await setSupplier('S2', 'related_group = NULL')
    await setSupplier('S3', 'related_group = NULL')
  })
})

describe('answers', () => {
  it('are kept once per subject with the proposal of the rule, but for rank and expert rules', async () => {
    const t = await seedTender(platform, 'declaration')
    const me = person('supplier-S1')
    const a = [
      { indicatorCode: 'Q2', subjectKey: 'company', value: 'plant' },
      { indicatorCode: 'Q5', subjectKey: 'company', value: 3 },
      { indicatorCode: 'Q6', subjectKey: 'lot:HQ-T', value: 12.5 },
      { indicatorCode: 'Q9', subjectKey: 'variety:HQ', value: '蜜炙' },
      { indicatorCode: 'B12', subjectKey: 'variety:HQ', value: '5000' },
    ]
    expect(await me.act(ANSWER, { t, a })).toMatchObject({ count: 5 })
    expect(
      await me.act(ANSWER, { t, a: [{ indicatorCode: 'Q2', subjectKey: 'company', value: 'full' }] }),
    ).toMatchObject({ count: 1 })
    expect((await me.ask<{ answers: unknown[] }>(ANSWERS, { t })).answers).toEqual([
      { indicatorCode: 'Q2', subjectKey: 'company', value: 'full', proposedCenti: 1000 },
      { indicatorCode: 'Q5', subjectKey: 'company', value: 3, proposedCenti: 200 },
      { indicatorCode: 'Q6', subjectKey: 'lot:HQ-T', value: 12.5, proposedCenti: 250 },
      { indicatorCode: 'B12', subjectKey: 'variety:HQ', value: '5000', proposedCenti: null },
      { indicatorCode: 'Q9', subjectKey: 'variety:HQ', value: '蜜炙', proposedCenti: null },
    ])
    expect((await person('supplier-S2').ask<{ answers: unknown[] }>(ANSWERS, { t })).answers).toEqual([])
    await expect(person('office').ask(ANSWERS, { t })).rejects.toThrow()
  })

  it('are refused with their place when they do not fit', async () => {
    const t = await seedTender(platform, 'declaration')
    const a = [
      { indicatorCode: 'Q99', subjectKey: 'company', value: 1 },
      { indicatorCode: 'Q2', subjectKey: 'lot:HQ-T', value: 'full' },
      { indicatorCode: 'Q6', subjectKey: 'lot:XX-T', value: 1 },
      { indicatorCode: 'Q2', subjectKey: 'company', value: 'best' },
      { indicatorCode: 'Q2', subjectKey: 'company', value: 'full' },
      { indicatorCode: 'Q5', subjectKey: 'company', value: 1.5 },
      { indicatorCode: 'Q6', subjectKey: 'lot:HQ-T', value: '1e3' },
      { indicatorCode: 'Q9', subjectKey: 'variety:HQ', value: 'a\0b' },
      { indicatorCode: 'Q4', subjectKey: 'company', value: { __proto__: null, a: 1 } },
    ]
    expect(await refusals(person('supplier-S1').act(ANSWER, { t, a }))).toEqual([
      'unknownCode answers[0].indicatorCode',
      'unknownCode answers[1].subjectKey',
      'unknownCode answers[2].subjectKey',
      'notOneOf answers[3].value',
      'duplicate answers[4]',
      'notANumber answers[5].value',
      'notANumber answers[6].value',
      'notText answers[7].value',
      'notOneOf answers[8].value',
    ])
    expect(await auditCount(t)).toBe(0)
  })
})

describe('submitting', () => {
  it('takes all drafts or none, and may be repeated until the deadline', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    const me = person('supplier-S1')
    expect(await refusals(me.act(SUBMIT, { t }))).toEqual(['required lots'])
    await me.act(DECLARE, { t, lots: ['HQ-T', 'HQ-X', 'DG-T'].map(code => ({ lotId: lots[code], capacityKg: 10 })) })
    await me.act(ANSWER, { t, a: fullAnswers('HQ-T', 'HQ-X') })
    await prove('supplier-S1', t, 'HQ-T', 'HQ-X', 'DG-T')
    expect(await refusals(me.act(SUBMIT, { t }))).toEqual(['incomplete DG-T'])
    expect((await declared('supplier-S1', t)).items.map(one => [one.lot.code, one.status, one.answered])).toEqual([
      ['DG-T', 'draft', 6],
      ['HQ-T', 'draft', 14],
      ['HQ-X', 'draft', 14],
    ])
    await me.act(ANSWER, { t, a: fullAnswers('DG-T') })
    expect(await me.act(SUBMIT, { t })).toMatchObject({ count: 3 })
    expect(await me.act(SUBMIT, { t })).toMatchObject({ count: 0 })
    await me.act(DECLARE, {
      t,
      lots: [
        { lotId: lots['HQ-T'], capacityKg: 20 },
        { lotId: lots['HQ-X'], capacityKg: 10 },
      ],
    })
    expect((await declared('supplier-S1', t)).items.map(one => one.status)).toEqual(['submitted', 'draft', 'submitted'])
    const both = await Promise.all([me.act<{ count: number }>(SUBMIT, { t }), me.act<{ count: number }>(SUBMIT, { t })])
    expect(both.map(one => one.count).sort()).toEqual([0, 1])
    const rows = await platform.db.tx(tx =>
      tx.rows(`SELECT changes FROM audit_row WHERE tender_id = $1 AND action = 'submitDeclarations' ORDER BY seq`, [t]),
    )
    expect(rows).toEqual([{ changes: 3 }, { changes: 1 }])
  })

  it('refuses an indicator without a file where evidence is asked for, by lot and indicator', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    const me = person('supplier-S2')
    await me.act(DECLARE, { t, lots: ['HQ-T', 'HQ-X'].map(code => ({ lotId: lots[code], capacityKg: 10 })) })
    await me.act(ANSWER, { t, a: fullAnswers('HQ-T', 'HQ-X') })
    await prove('supplier-S2', t, 'HQ-T')
    const refused = await me.act(SUBMIT, { t }).catch((e: unknown) => e)
    expect(refused).toMatchObject({
      violations: [
        { code: 'evidenceMissing', path: 'HQ-X', message: '品规 HQ-X 有 4 项指标未附佐证材料：Q3, Q6, Q8, B11。' },
      ],
    })
    await prove('supplier-S2', t, 'HQ-X')
    expect(await me.act(SUBMIT, { t })).toMatchObject({ count: 2 })
    expect((await declared('supplier-S2', t)).items.map(one => one.proved)).toEqual([13, 13])
  })

  it('gives all declarations one receipt, which any later change makes void until they are submitted again', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    const me = person('supplier-S3')
    const receipts = async () => (await declared('supplier-S3', t)).items.map(one => one.receiptHash)
    const statuses = async () => (await declared('supplier-S3', t)).items.map(one => one.status)
    await me.act(DECLARE, { t, lots: ['HQ-T', 'DG-T'].map(code => ({ lotId: lots[code], capacityKg: 10 })) })
    await me.act(ANSWER, { t, a: fullAnswers('HQ-T', 'DG-T') })
    await prove('supplier-S3', t, 'HQ-T', 'DG-T')
    await me.act(SUBMIT, { t })
    const [first, same] = await receipts()
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    expect(same).toBe(first)
    await me.act(ANSWER, { t, a: [{ indicatorCode: 'Q6', subjectKey: 'lot:HQ-T', value: '13.25' }] })
    expect(await me.act(SUBMIT, { t })).toMatchObject({ count: 2 })
    expect(await receipts()).not.toContain(first)
    expect(await me.act(SUBMIT, { t })).toMatchObject({ count: 0 })
    await me.act(ANSWER, { t, a: [{ indicatorCode: 'Q6', subjectKey: 'lot:HQ-T', value: 12.5 }] })
    await me.act(SUBMIT, { t })
    expect(await receipts()).toEqual([first, first])
    const { answerEvidence } = await me.ask<{
      answerEvidence: { id: string; indicatorCode: string; subjectKey: string }[]
    }>('query($t:ID!){answerEvidence(tenderId:$t){id indicatorCode subjectKey}}', { t })
    const idOf = (code: string, key: string) =>
      answerEvidence.find(one => one.indicatorCode === code && one.subjectKey === key)?.id
    await me.act(DETACH, { t, e: [idOf('Q3', 'lot:HQ-T')] })
    expect(await statuses()).toEqual(['submitted', 'draft'])
    await me.act(DETACH, { t, e: [idOf('Q2', 'company')] })
    expect(await statuses()).toEqual(['draft', 'draft'])
    expect(await refusals(me.act(SUBMIT, { t }))).toEqual(['evidenceMissing DG-T', 'evidenceMissing HQ-T'])
  })

  it('can be taken back until the deadline, and declared again', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    const me = person('supplier-S1')
    await me.act(DECLARE, { t, lots: ['HQ-T', 'DG-T'].map(code => ({ lotId: lots[code], capacityKg: 10 })) })
    await me.act(ANSWER, { t, a: fullAnswers('HQ-T', 'DG-T') })
    await prove('supplier-S1', t, 'HQ-T', 'DG-T')
    await me.act(SUBMIT, { t })
    const [first] = (await declared('supplier-S1', t)).items
    expect(await refusals(person('supplier-S2').act(WITHDRAW, { t, d: [first?.id] }))).toEqual([
      'notFound declarationIds[0]',
    ])
    expect(await refusals(me.act(WITHDRAW, { t, d: [] }))).toEqual(['required declarationIds'])
    expect(await me.act(WITHDRAW, { t, d: [first?.id] })).toMatchObject({ count: 1 })
    expect(await refusals(me.act(WITHDRAW, { t, d: [first?.id] }))).toEqual(['notFound declarationIds[0]'])
    expect((await declared('supplier-S1', t)).items).toMatchObject([
      { status: 'withdrawn', receiptHash: null, submittedAt: null },
      { status: 'submitted' },
    ])
    await me.act(DECLARE, { t, lots: [{ lotId: lots['DG-T'], capacityKg: 10 }] })
    expect(await me.act(SUBMIT, { t })).toMatchObject({ count: 1 })
    const rows = await platform.db.prisma.auditRow.count({ where: { tenderId: t, action: 'withdrawDeclaration' } })
    expect(rows).toBe(1)
    await platform.db.tx(tx => tx.run('UPDATE tender_stage SET closes_at = tender_now($1) WHERE tender_id = $1', [t]))
    expect(await refusals(me.act(WITHDRAW, { t, d: [first?.id] }))).toEqual(['deadlinePassed'])
  })

  it('judges the register once more: a supplier may have been blacklisted meanwhile', async () => {
    const t = await seedTender(platform, 'declaration')
    const me = person('supplier-S4')
    await me.act(DECLARE, { t, lots: [{ lotId: (await lotsOf(t))['HQ-T'], capacityKg: 10 }] })
    await me.act(ANSWER, { t, a: fullAnswers('HQ-T') })
    await prove('supplier-S4', t, 'HQ-T')
    await setSupplier('S4', 'blacklisted = true')
    expect(await refusals(me.act(SUBMIT, { t }))).toEqual(['blacklisted'])
    await setSupplier('S4', 'blacklisted = false')
    expect(await me.act(SUBMIT, { t })).toMatchObject({ count: 1 })
  })
})

describe('who sees declarations (招标投标法 22)', () => {
  it('suppliers their own; office and control all; nobody else any, not even how many', async () => {
    const t = await seedTender(platform, 'declaration')
    const lots = await lotsOf(t)
    for (const login of ['supplier-S1', 'supplier-S2'])
      await person(login).act(DECLARE, { t, lots: [{ lotId: lots['HQ-T'], capacityKg: 10 }] })
    for (const login of ['office', 'supervisor', 'auditor'])
      expect((await declared(login, t)).items.map(one => one.supplier.code)).toEqual(['S1', 'S2'])
    expect(await declared('supplier-S2', t)).toMatchObject({ total: 1, items: [{ supplier: { code: 'S2' } }] })
    expect(await declared('supplier-S3', t)).toEqual({ total: 0, items: [] })
    for (const login of ['officer-1', 'hospital-H3701001']) await expect(declared(login, t)).rejects.toThrow()
    const [theirs] = await platform.db.prisma.declaration.findMany({ where: { tenderId: t, supplier: { code: 'S1' } } })
    for (const f of [{ ids: [theirs?.id] }, { supplierId: theirs?.supplierId }])
      expect((await person('supplier-S2').ask<{ declarations: unknown }>(LIST, { f })).declarations).toEqual({
        total: 0,
        items: [],
      })
  })

  it('shows a quality total only after the score freeze', async () => {
    const t = await seedTender(platform, 'review')
    const lots = await lotsOf(t)
    const supplier = await platform.db.prisma.supplier.findUniqueOrThrow({ where: { code: 'S1' } })
    await platform.db.tx(async tx => {
      const row = await tx.row<{ id: string }>(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg) VALUES ($1,$2,$3,'submitted',1) RETURNING id`,
        [t, lots['HQ-T'], supplier.id],
      )
      await tx.run(
        'INSERT INTO declaration_total (declaration_id, numerator, denominator, quality_centi) VALUES ($1, 81, 1, 8100)',
        [row?.id],
      )
    })
    expect((await declared('office', t)).items[0]?.qualityCenti).toBeNull()
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'x', 14, 28, now())`,
        [t],
      ),
    )
    expect((await declared('office', t)).items[0]?.qualityCenti).toBe(8100)
    expect((await declared('supplier-S1', t)).items[0]?.qualityCenti).toBe(8100)
  })
})
