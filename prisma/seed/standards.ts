import type { QualityStandard, StandardField } from '#domain/sampleStandard.ts'
import type { VarietySeed } from './catalogue.ts'

/**
 * Quality standards of the 21 varieties. Source of the limits of marker compound, extract, moisture and ash: 《中国药典》2020年版
 * 一部, as listed in catalogue.ts; SO₂, heavy metals and pesticides: 四部通则 0212, 2331, 2321, 2341. To be checked by a
 * pharmacist before use (1-domain §4). Size and broken lots are the alliance's own by grade [D].
 */
const PHARMACOPOEIA = '《中国药典》2020年版一部（使用前须经药师核对）'
const GENERAL = '《中国药典》2020年版四部通则 0212（使用前须经药师核对）'
const ALLIANCE = '联盟规格要求'

const base = { unit: '', min: null, max: null, decimals: 0, choices: [], accepted: [] } as const

const choice = (code: string, zh: string, en: string, choices: readonly string[], source: string): StandardField => ({
  ...base,
  code,
  name: { zh, en },
  kind: 'choice',
  choices,
  accepted: choices.slice(0, 1),
  source,
})

const limit = (
  code: string,
  zh: string,
  en: string,
  of: { min?: string; max?: string; unit: string; source: string },
): StandardField => ({
  ...base,
  code,
  name: { zh, en },
  kind: 'number',
  unit: of.unit,
  min: of.min ?? null,
  max: of.max ?? null,
  decimals: (of.min ?? of.max ?? '').split('.')[1]?.length ?? 0,
  source: of.source,
})

const note = (code: string, zh: string, en: string): StandardField => ({
  ...base,
  code,
  name: { zh, en },
  kind: 'text',
  source: ALLIANCE,
})

/** `黄芪甲苷 ≥ 0.080%` as a field: the marker compound, or the extract where the pharmacopoeia demands that. */
function markerField(marker: string): StandardField {
  const [, name = '', min = '0'] = /^(.+?) ≥ ([\d.]+)%$/.exec(marker) ?? []
  return name === '浸出物'
    ? limit('extract', name, 'extract', { min, unit: '%', source: PHARMACOPOEIA })
    : limit('marker', name, 'marker compound', { min, unit: '%', source: PHARMACOPOEIA })
}

const metal = (code: string, zh: string, en: string, max: string) =>
  limit(code, zh, en, { max, unit: 'mg/kg', source: GENERAL })

/** The standard fields of a spec (1-domain §4). */
export const qualityStandard = (variety: VarietySeed, brokenPercent: number): QualityStandard => ({
  fields: [
    choice('appearance', '性状', 'appearance', ['符合', '不符合'], PHARMACOPOEIA),
    note('size', '规格尺寸', 'size'),
    limit('broken', '碎片率', 'broken', { max: `${brokenPercent}.0`, unit: '%', source: ALLIANCE }),
    limit('moisture', '水分', 'moisture', { max: `${variety.moisturePercent}.0`, unit: '%', source: PHARMACOPOEIA }),
    limit('ash', '总灰分', 'total ash', { max: `${variety.ashPercent}.0`, unit: '%', source: PHARMACOPOEIA }),
    markerField(variety.marker),
    limit('so2', '二氧化硫残留量', 'sulphur dioxide', { max: '150', unit: 'mg/kg', source: GENERAL }),
    metal('lead', '铅', 'lead', '5'),
    metal('cadmium', '镉', 'cadmium', '1'),
    metal('arsenic', '砷', 'arsenic', '2'),
    metal('mercury', '汞', 'mercury', '0.2'),
    metal('copper', '铜', 'copper', '20'),
    choice('pesticides', '禁用农药残留', 'forbidden pesticides', ['未检出', '检出'], GENERAL),
  ],
})
