import type { Fen } from './money.ts'
import { compareCodes } from './order.ts'
import type { ContractPolicy } from './policies.ts'
import { type Violation, violation } from './violation.ts'

/** The three parties of a contract, in the order of signature blocks. */
export const PARTIES = ['supplier', 'distributor', 'hospital'] as const

/** A party of a contract. */
export type Party = (typeof PARTIES)[number]

/** A party's entry in the register. */
export interface PartyName {
  readonly code: string
  readonly name: string
}

/** kg of one lot in a year at a fixed price. */
export interface ContractLine {
  readonly lot: string
  readonly quantityKg: number
  /** fen per kg */
  readonly priceFen: Fen
}

/** Everything that the three parties sign. */
export interface ContractContent {
  readonly number: string
  readonly tender: string
  readonly supplier: PartyName
  readonly distributor: PartyName
  readonly hospital: PartyName
  readonly lines: readonly ContractLine[]
  readonly terms: ContractPolicy
}

/** The number of a contract: one per hospital and supplier in a campaign, the same whenever it is drafted. */
export function contractNumber(tender: string, hospital: string, supplier: string): string {
  return `${tender}-${hospital}-${supplier}`
}

/**
 * Who delivers: the hospital's pick, if the supplier (still) names it for the hospital's city; silence means the first of
 * the named by code (1-domain §2, stage 15). Null if the supplier named nobody.
 */
export function distributorFor<Named extends PartyName>(named: readonly Named[], pick: string | null): Named | null {
  const [first] = [...named].sort((a, b) => compareCodes(a.code, b.code))
  return named.find(one => one.code === pick) ?? first ?? null
}

/** Total of a contract: kg, and fen = Σ kg × fen per kg, exact. */
export function contractTotal(lines: readonly ContractLine[]): { readonly totalKg: number; readonly totalFen: Fen } {
  return {
    totalKg: lines.reduce((sum, line) => sum + line.quantityKg, 0),
    totalFen: lines.reduce((sum, line) => sum + BigInt(line.quantityKg) * line.priceFen, 0n),
  }
}

const TERMS = [
  'months',
  'extensionMonths',
  'paymentDays',
  'prepaymentPercent',
  'confirmHours',
  'deliveryHours',
  'remoteHours',
  'emergencyHours',
  'deliveryRatePercent',
] as const satisfies readonly (keyof ContractPolicy)[]

/** Quoted as JSON, so that no name can forge a field or a line. */
function row(...fields: readonly (string | number | bigint)[]): string {
  return `${fields.map(field => (typeof field === 'string' ? JSON.stringify(field) : field.toString())).join('\t')}\n`
}

/**
 * The canonical text of a contract: what is hashed and signed (1-domain §2, stage 16). Lines by lot code; the same
 * content always gives the same text.
 * @throws RangeError if a lot stands twice or a quantity is not a whole number above 0.
 */
export function contractText(content: ContractContent): string {
  const lines = [...content.lines].sort((a, b) => compareCodes(a.lot, b.lot))
  lines.forEach((line, index) => {
    if (line.lot === lines[index - 1]?.lot) throw new RangeError(`lot ${line.lot} stands twice in a contract`)
    if (!Number.isSafeInteger(line.quantityKg) || line.quantityKg <= 0) throw new RangeError('a line needs whole kg')
  })
  const { totalKg, totalFen } = contractTotal(lines)
  return [
    'bencao.contract/1\n',
    row('number', content.number),
    row('tender', content.tender),
    ...PARTIES.map(party => row(party, content[party].code, content[party].name)),
    ...lines.map(line =>
      row('line', line.lot, line.quantityKg, line.priceFen, BigInt(line.quantityKg) * line.priceFen),
    ),
    row('total', totalKg, totalFen),
    ...TERMS.map(term => row('term', term, content.terms[term])),
  ].join('')
}

/** drafted: nobody has signed · partlySigned: one or two have · effective: all three have. */
export const CONTRACT_STATUSES = ['drafted', 'partlySigned', 'effective'] as const

/** Where a contract stands. */
export type ContractStatus = (typeof CONTRACT_STATUSES)[number]

/** Whether another signature is accepted, and the status after it, by how many parties have signed then. */
const SIGNING: Readonly<Record<ContractStatus, { readonly open: boolean; readonly signatures: readonly number[] }>> = {
  drafted: { open: true, signatures: [0] },
  partlySigned: { open: true, signatures: [1, 2] },
  effective: { open: false, signatures: [3] },
}

/** The status that belongs to a set of signatures. */
export function contractStatus(signed: readonly Party[]): ContractStatus {
  const count = PARTIES.filter(party => signed.includes(party)).length
  return CONTRACT_STATUSES.find(status => SIGNING[status].signatures.includes(count)) ?? 'drafted'
}

/** Whether a party may sign: once, and only before the contract is effective. The order of parties is free. */
export function checkSigning(signed: readonly Party[], party: Party): Violation[] {
  if (signed.includes(party)) return [violation('alreadySigned', undefined, { party })]
  const status = contractStatus(signed)
  if (SIGNING[status].open) return []
  return [violation('wrongStatus', undefined, { status, expected: 'drafted, partlySigned' })]
}
