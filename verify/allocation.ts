import { allocationInputLines, allocationLines } from '#domain/allocation/canonical.ts'
import { allocateSlicesDefault, type LotAllocationInput } from '#domain/allocation/slicesDefault.ts'
import { canonicalBytes, hex, utf8 } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { type AllocationEvidence, type EvidenceFile, SUBJECTS } from '#domain/evidence.ts'
import { checkFrame, checkLog, checkSeal, rowOf } from './log.ts'
import { type Checker, type Progress, type Report, reporting } from './report.ts'

type LotEvidence = AllocationEvidence['lots'][number]

/**
 * Splits every lot again from demand, winners, choices and defaults, compares every cell, adds the kilograms up and
 * compares the hashes of input and output with the run that the log says was adopted (1-domain §3.4).
 */
export function verifyAllocation(
  file: EvidenceFile<AllocationEvidence>,
  trustedKey: string | null,
  crypto: CryptoPort,
  progress?: Progress,
): Promise<Report> {
  return reporting(async (check: Checker) => {
    checkFrame(file, ['allocation'], trustedKey, check)
    const { content, seal } = file
    const hashes: { lot: string; input: string; output: string }[] = []
    let agreedKg = 0
    for (const lot of content.lots) {
      const done = await checkLot(content, lot, crypto, check)
      agreedKg += done.agreedKg
      hashes.push(done)
    }
    check.expect(agreedKg === content.agreedKg, 'agreedKg', { expected: content.agreedKg, found: agreedKg })
    const over = async (of: 'input' | 'output') =>
      hex(await crypto.sha256(canonicalBytes(hashes.map(one => [one.lot, one[of]]))))
    check.expect((await over('input')) === content.inputHash, 'inputHash')
    check.expect((await over('output')) === content.outputHash, 'outputHash')
    const rows = await checkLog(content.log, seal.logKey, content.tenderId, crypto, check)
    rowOf(rows, SUBJECTS.allocation(content.run, content.inputHash, content.outputHash), check)
    await checkSeal(file, crypto, check)
  }, progress)
}

function inputOf(lot: LotEvidence): LotAllocationInput {
  return {
    lot: lot.lot,
    winners: lot.winners.map(([supplier, rank, capacityKg]) => ({ supplier, rank, capacityKg })),
    cityDefaults: new Map(lot.defaults),
    lines: lot.lines.map(([hospital, city, demandKg, picks]) => ({ hospital, city, demandKg, picks })),
  }
}

async function checkLot(content: AllocationEvidence, lot: LotEvidence, crypto: CryptoPort, check: Checker) {
  const input = inputOf(lot)
  const result = allocateSlicesDefault(input, content.policy)
  check.expect(result.ok, 'infeasible', { lot: lot.lot })
  for (const [i, cell] of result.cells.entries()) {
    const [hospital, supplier, baseKg, adjustmentKg, reasons] = lot.cells[i] ?? []
    const isSame =
      hospital === cell.hospital &&
      supplier === cell.supplier &&
      baseKg === cell.baseKg &&
      adjustmentKg === cell.adjustmentKg &&
      content.reasons[reasons ?? -1]?.join() === cell.reasons.join()
    check.expect(isSame, 'cell', { lot: lot.lot, hospital: cell.hospital, supplier: cell.supplier })
  }
  const extra = lot.cells[result.cells.length]
  check.expect(extra === undefined, 'cell', { lot: lot.lot, hospital: extra?.[0] ?? '', supplier: extra?.[1] ?? '' })
  check.saw('lots')
  check.saw('lines', lot.lines.length)
  check.saw('cells', lot.cells.length)
  check.saw('kilograms', result.agreedKg)
  return {
    lot: lot.lot,
    agreedKg: result.agreedKg,
    input: await hashOf(allocationInputLines(input, content.policy), crypto),
    output: await hashOf(allocationLines(lot.lot, result), crypto),
  }
}

const hashOf = async (lines: Iterable<string>, crypto: CryptoPort): Promise<string> =>
  hex(await crypto.sha256(utf8([...lines].join(''))))
