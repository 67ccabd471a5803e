import { LoopPlugin, TemplateHandler, TextPlugin } from 'easy-template-x'
import { type ContractStatus, PARTIES, type Party, type PartyName } from '#domain/contract.ts'
import { type Fen, formatYuan } from '#domain/money.ts'
import { formatInstant } from '#domain/period.ts'
import type { ContractPolicy } from '#domain/policies.ts'
import { formatKg } from '#domain/quantity.ts'

/** One line of the contract, with the names of its spec. */
export interface ContractLineView {
  readonly lot: string
  readonly variety: string
  /** ungraded (统货) | sorted (选货) */
  readonly grade: string
  readonly quantityKg: number
  /** fen per kg */
  readonly priceFen: Fen
}

/** What a three-party supply contract (三方供货协议) says. */
export interface ContractView {
  readonly number: string
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly parties: Readonly<Record<Party, PartyName & { readonly signedAt: Date | null }>>
  readonly lines: readonly ContractLineView[]
  readonly totalKg: number
  readonly totalFen: Fen
  readonly terms: ContractPolicy
  /** SHA-256 that the parties sign. */
  readonly contentHash: string
  readonly status: ContractStatus
}

const PARTY_NAMES: Readonly<Record<Party, string>> = {
  supplier: '乙方（供货企业）',
  distributor: '丙方（配送企业）',
  hospital: '甲方（医疗机构）',
}
const GRADE_NAMES: Readonly<Record<string, string>> = { ungraded: '统货', sorted: '选货' }
const STATUS_NAMES: Readonly<Record<ContractStatus, string>> = {
  drafted: '待签署（尚未生效）',
  partlySigned: '签署中（尚未生效）',
  effective: '三方已签署，已生效',
}

/** Text and rows only: nothing in the data can bring markup, pictures or links into the document. */
const handler = new TemplateHandler({ plugins: [new LoopPlugin(), new TextPlugin()] })

/**
 * Fills the contract's Word template.
 * @param template the bytes of templates/assets/contract.docx
 * @returns the bytes of the docx
 */
export async function renderContract(template: Uint8Array, view: ContractView): Promise<Uint8Array> {
  const filled = await handler.process(Buffer.from(template), {
    number: printable(view.number),
    tenderCode: printable(view.tenderCode),
    tenderTitle: printable(view.tenderTitle),
    ...nameFields(view),
    lines: view.lines.map(lineFields),
    totalKg: formatKg(view.totalKg),
    totalAmount: formatYuan(view.totalFen),
    ...Object.fromEntries(Object.entries(view.terms).map(([term, value]) => [term, String(value)])),
    contentHash: view.contentHash,
    status: STATUS_NAMES[view.status],
    signatures: PARTIES.map(party => signatureFields(party, view)),
  })
  return new Uint8Array(filled)
}

const nameFields = ({ parties }: ContractView) =>
  Object.fromEntries(
    PARTIES.flatMap(party => [
      [`${party}Name`, printable(parties[party].name)],
      [`${party}Code`, printable(parties[party].code)],
    ]),
  )

const lineFields = (line: ContractLineView, index: number) => ({
  ordinal: String(index + 1),
  lot: printable(line.lot),
  variety: printable(line.variety),
  grade: GRADE_NAMES[line.grade] ?? printable(line.grade),
  quantityKg: formatKg(line.quantityKg),
  price: formatYuan(line.priceFen),
  amount: formatYuan(BigInt(line.quantityKg) * line.priceFen),
})

const signatureFields = (party: Party, { parties }: ContractView) => ({
  party: PARTY_NAMES[party],
  name: printable(parties[party].name),
  signedAt: parties[party].signedAt ? `已签署 ${formatInstant(parties[party].signedAt)}` : '未签署',
})

/** Without the control characters that XML cannot hold: one of them in a name would make the whole file unreadable. */
const printable = (text: string): string => text.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
