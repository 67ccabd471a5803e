import type { Tx } from '../../platform/db.ts'

export interface SupplierRow {
  readonly code: string
  readonly name: string
  readonly provinceCode: string
  readonly licenceNo: string
  readonly hasGmp: boolean
  readonly hasTraceability: boolean
  readonly relatedGroup?: string | null
}

export interface DistributorRow {
  readonly code: string
  readonly name: string
}

export async function provinceCodes(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ code: string }>('SELECT code FROM province')
  return new Set(rows.map(row => row.code))
}

/** The blacklist is kept elsewhere: an import never takes a supplier off it. */
export const saveSuppliers = (tx: Tx, suppliers: readonly SupplierRow[]) =>
  tx.run(
    `INSERT INTO supplier (code, name, province_id, licence_no, has_gmp, has_traceability, related_group)
     SELECT s.code, s.name, p.id, s.licence, s.gmp, s.trace, s.related
     FROM UNNEST($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::bool[], $7::text[])
       AS s(code, name, province, licence, gmp, trace, related)
     JOIN province p ON p.code = s.province
     ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, province_id = EXCLUDED.province_id,
       licence_no = EXCLUDED.licence_no, has_gmp = EXCLUDED.has_gmp, has_traceability = EXCLUDED.has_traceability,
       related_group = EXCLUDED.related_group`,
    [
      suppliers.map(s => s.code),
      suppliers.map(s => s.name),
      suppliers.map(s => s.provinceCode),
      suppliers.map(s => s.licenceNo),
      suppliers.map(s => s.hasGmp),
      suppliers.map(s => s.hasTraceability),
      suppliers.map(s => s.relatedGroup?.trim() || null),
    ],
  )

export const saveDistributors = (tx: Tx, distributors: readonly DistributorRow[]) =>
  tx.run(
    `INSERT INTO distributor (code, name) SELECT * FROM UNNEST($1::text[], $2::text[])
     ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name`,
    [distributors.map(d => d.code), distributors.map(d => d.name)],
  )
