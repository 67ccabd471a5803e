import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance } from '../support/fixture.ts'
import { type Person, Refused, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let office: Person

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
})

const SUPPLIERS = `mutation($rows:[SupplierInput!]!){importSuppliers(suppliers:$rows){__typename ...on Done{ok count} ...on Refusal{violations{code path message}}}}`
const DISTRIBUTORS = `mutation($rows:[DistributorInput!]!){importDistributors(distributors:$rows){__typename ...on Done{ok count} ...on Refusal{violations{code path message}}}}`

const row = {
  code: 'S9',
  name: '安国饮片',
  provinceCode: '140000',
  licenceNo: 'L9',
  hasGmp: true,
  hasTraceability: true,
}

const refusals = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}

describe('the register of suppliers', () => {
  it('adds suppliers, brings known ones up to date, and never takes one off the blacklist', async () => {
    await platform.db.tx(tx => tx.run(`UPDATE supplier SET blacklisted = true WHERE code = 'S1'`))
    const changed = { ...row, code: 'S1', name: '饮片企业一', hasGmp: false, relatedGroup: 'G' }
    expect(await office.act(SUPPLIERS, { rows: [row, changed] })).toMatchObject({ ok: true, count: 2 })
    const list = await office.ask<{ suppliers: { items: unknown[]; total: number } }>(
      '{suppliers(sort:"code",order:DESC){total items{code name hasGmp blacklisted province{name}}}}',
    )
    expect(list.suppliers.total).toBe(5)
    expect(list.suppliers.items[0]).toEqual({
      code: 'S9',
      name: '安国饮片',
      hasGmp: true,
      blacklisted: false,
      province: { name: '山西省' },
    })
    expect(list.suppliers.items.at(-1)).toMatchObject({
      code: 'S1',
      name: '饮片企业一',
      hasGmp: false,
      blacklisted: true,
    })
  })

  it('names every wrong row and writes none', async () => {
    const rows = [
      { ...row, code: ' ' },
      { ...row, code: 'S10', provinceCode: '999999' },
      { ...row, code: 'S10', name: 'x'.repeat(201) },
      { ...row, code: 'S11', name: 'a\0b' },
    ]
    expect(await refusals(office.act(SUPPLIERS, { rows }))).toEqual([
      'required suppliers[0].code',
      'duplicate suppliers[2].code',
      'tooLong suppliers[2].name',
      'notText suppliers[3].name',
      'unknownCode suppliers[1].provinceCode',
    ])
    expect(await platform.db.prisma.supplier.count({ where: { code: 'S11' } })).toBe(0)
  })

  it('finds by code, name and province', async () => {
    const ask = (filter: object) =>
      office.ask<{ suppliers: { items: { code: string }[] } }>(
        'query($f:SupplierFilter){suppliers(filter:$f){items{code}}}',
        { f: filter },
      )
    expect((await ask({ q: '安国' })).suppliers.items).toEqual([{ code: 'S9' }])
    expect((await ask({ q: 'S2' })).suppliers.items).toEqual([{ code: 'S2' }])
  })
})

describe('the register of distributors', () => {
  it('adds and renames', async () => {
    const rows = [
      { code: 'D1', name: '配送甲' },
      { code: 'D7', name: '配送七' },
    ]
    expect(await office.act(DISTRIBUTORS, { rows })).toMatchObject({ count: 2 })
    const list = await office.ask<{ distributors: { items: unknown[] } }>('{distributors{items{code name}}}')
    expect(list.distributors.items).toEqual([
      { code: 'D1', name: '配送甲' },
      { code: 'D2', name: '配送二' },
      { code: 'D7', name: '配送七' },
    ])
  })

  it('is for the office alone', async () => {
    const supplier = await platform.person('supplier-S2')
    expect(await refusals(supplier.act(DISTRIBUTORS, { rows: [{ code: 'D8', name: '八' }] }))).toEqual(['forbidden'])
    expect(await refusals(supplier.act(SUPPLIERS, { rows: [row] }))).toEqual(['forbidden'])
    await expect(supplier.ask('{suppliers{total}}')).rejects.toThrow()
    await expect(platform.anonymous().ask('{distributors{total}}')).rejects.toThrow()
  })
})
