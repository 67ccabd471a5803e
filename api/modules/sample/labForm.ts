import type { QualityStandard } from '#domain/sampleStandard.ts'
import type { SampleValues } from '#domain/sampleVerdict.ts'
import { actorFor, type RequestContext } from '../../context.ts'
import { loadStandards } from './blindStore.ts'
import { loadBench } from './labStore.ts'

/** A lot with the coded portions that a laboratory has on its bench. */
export interface BenchLot extends QualityStandard {
  readonly lot: string
  readonly name: string
  readonly samples: readonly { readonly blindCode: string; readonly values: SampleValues }[]
}

/** What a laboratory's workbook is made of: its unsigned samples by lot. */
export async function loadLabForm(
  ctx: RequestContext,
  tenderId: string,
): Promise<{ tenderId: string; lots: readonly BenchLot[]; now: Date }> {
  actorFor(ctx, 'recordResults')
  return ctx.db.tx(async tx => {
    const rows = await loadBench(tx, tenderId)
    const standards = await loadStandards(tx, tenderId)
    const lots = standards
      .map(({ lotId, lot, variety, grade, fields }) => ({
        lot,
        name: `${variety}${grade === 'sorted' ? '选货' : '统货'}`,
        fields,
        samples: rows.filter(row => row.lotId === lotId),
      }))
      .filter(lot => lot.samples.length > 0)
    return { tenderId, lots, now: new Date(rows[0]?.now ?? 0) }
  })
}
