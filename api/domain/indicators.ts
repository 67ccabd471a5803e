/** A name in both languages of the platform. */
export interface Named {
  readonly zh: string
  readonly en: string
}

/** The three levels at which an indicator is answered and judged. */
export const INDICATOR_LEVELS = ['company', 'variety', 'spec'] as const

/** company: once per supplier · variety: once per supplier and variety · spec: once per declaration (1-domain §2, 8). */
export type IndicatorLevel = (typeof INDICATOR_LEVELS)[number]

/** One step of a tier rule; its code is the answer. */
export interface Tier {
  readonly code: string
  readonly name: Named
  readonly points: number
}

/**
 * How an answer becomes a proposed score. boolean: yes → all points · tier: points of the tier answered · linear: `from`
 * → 0, `to` → all points, straight between, cut off outside · deduction: all points less `perUnit` for each case ·
 * rank: by place among all answers on the same subject · expert: no proposal.
 */
export type IndicatorRule =
  | { readonly type: 'boolean' }
  | { readonly type: 'tier'; readonly tiers: readonly Tier[] }
  | { readonly type: 'linear'; readonly unit: Named; readonly from: number; readonly to: number }
  | { readonly type: 'deduction'; readonly unit: Named; readonly perUnit: number }
  | { readonly type: 'rank'; readonly unit: Named }
  | { readonly type: 'expert' }

/** The types of rules. */
export const RULE_TYPES = ['boolean', 'tier', 'linear', 'deduction', 'rank', 'expert'] as const

/** One of the 14 review indicators (1-domain §3.1). Points are whole. */
export interface Indicator {
  readonly code: string
  readonly name: Named
  readonly points: number
  readonly level: IndicatorLevel
  /** One of the 10 indicators about quality. */
  readonly quality: boolean
  /** Objective: two blind experts confirm or change the proposal. Subjective: a panel may be set. */
  readonly objective: boolean
  /** Who judges it: the code of a stratum of the draw; null: any drawn expert. */
  readonly specialty: string | null
  readonly rule: IndicatorRule
  /** The evidence asked for; null if none is. */
  readonly evidence: Named | null
}

type Step = readonly [code: string, zh: string, en: string, points: number]

function tiers(...steps: readonly Step[]): IndicatorRule {
  return { type: 'tier', tiers: steps.map(([code, zh, en, points]) => ({ code, name: { zh, en }, points })) }
}

function named(zh: string, en: string): Named {
  return { zh, en }
}

const QUALITY: readonly Indicator[] = [
  {
    code: 'Q1',
    name: named('种植基地', 'planting base'),
    points: 12,
    level: 'variety',
    quality: true,
    objective: true,
    specialty: 'identification',
    rule: tiers(
      ['ownGap', '自建且通过 GAP 延伸检查', 'own base, GAP inspected', 12],
      ['own', '自建', 'own base', 9],
      ['shared', '共建', 'shared base', 6],
      ['contract', '订单种植', 'contract planting', 3],
      ['none', '无', 'none', 0],
    ),
    evidence: named('基地租赁或共建协议、照片、检查结论', 'lease or agreement, photographs, inspection result'),
  },
  {
    code: 'Q2',
    name: named('追溯体系', 'traceability system'),
    points: 10,
    level: 'company',
    quality: true,
    objective: true,
    specialty: 'quality',
    rule: tiers(
      ['full', '种植至使用全程可追溯', 'from planting to use', 10],
      ['plant', '种植至出厂可追溯', 'from planting to the factory gate', 7],
      ['factory', '仅生产环节可追溯', 'production only', 4],
      ['none', '无', 'none', 0],
    ),
    evidence: named('追溯平台截图及接口说明', 'screenshots and description of the tracing system'),
  },
  {
    code: 'Q3',
    name: named('道地药材', 'authentic origin'),
    points: 8,
    level: 'spec',
    quality: true,
    objective: true,
    specialty: 'identification',
    rule: tiers(
      ['authentic', '道地产区', 'authentic region', 8],
      ['main', '主产区', 'main region', 5],
      ['other', '其他产区', 'other region', 2],
    ),
    evidence: named('产地证明', 'certificate of origin'),
  },
  {
    code: 'Q4',
    name: named('质量控制能力', 'quality control capability'),
    points: 10,
    level: 'company',
    quality: true,
    objective: true,
    specialty: 'quality',
    rule: tiers(
      ['cnas', '实验室通过 CNAS 认可', 'CNAS accredited laboratory', 10],
      ['fullTests', '可全项自检', 'all tests in house', 7],
      ['partTests', '部分委托检验', 'some tests contracted out', 4],
      ['none', '全部委托检验', 'all tests contracted out', 0],
    ),
    evidence: named('实验室认可证书、仪器清单', 'accreditation, list of instruments'),
  },
  {
    code: 'Q5',
    name: named('生产监督检查', 'production inspections'),
    points: 8,
    level: 'company',
    quality: true,
    objective: true,
    specialty: 'quality',
    rule: { type: 'deduction', unit: named('主要缺陷项', 'major findings'), perUnit: 2 },
    evidence: named('近两年监督检查报告', 'inspection reports of the last two years'),
  },
  {
    code: 'Q6',
    name: named('内控标准', 'in-house standard stricter than the pharmacopoeia'),
    points: 8,
    level: 'spec',
    quality: true,
    objective: true,
    specialty: 'quality',
    rule: {
      type: 'linear',
      unit: named('高于药典限度的百分比', 'percent above the pharmacopoeia limit'),
      from: 0,
      to: 40,
    },
    evidence: named('企业内控标准', 'in-house standard'),
  },
  {
    code: 'Q7',
    name: named('抽检合格率', 'sampling pass rate'),
    points: 8,
    level: 'variety',
    quality: true,
    objective: true,
    specialty: null,
    rule: { type: 'deduction', unit: named('近三年不合格批次', 'failed batches in three years'), perUnit: 4 },
    evidence: named('药监部门抽检结果', 'results of official sampling'),
  },
  {
    code: 'Q8',
    name: named('有害残留', 'harmful residues'),
    points: 6,
    level: 'spec',
    quality: true,
    objective: true,
    specialty: 'quality',
    rule: tiers(
      ['all', '农残、重金属、真菌毒素、二氧化硫全检', 'pesticides, heavy metals, mycotoxins and SO₂ tested', 6],
      ['three', '检测其中三类', 'three of the four tested', 4],
      ['two', '检测其中两类', 'two of the four tested', 2],
      ['basic', '仅药典规定项目', 'pharmacopoeia items only', 0],
    ),
    evidence: named('第三方检验报告', 'third-party test report'),
  },
  {
    code: 'Q9',
    name: named('炮制工艺', 'processing'),
    points: 4,
    level: 'variety',
    quality: true,
    objective: false,
    specialty: 'processing',
    rule: { type: 'expert' },
    evidence: named('工艺规程、工艺验证资料', 'process description and validation'),
  },
  {
    code: 'Q10',
    name: named('质保仓储', 'quality-assured storage'),
    points: 6,
    level: 'company',
    quality: true,
    objective: true,
    specialty: 'quality',
    rule: tiers(
      ['monitored', '恒温恒湿且在线监测', 'controlled climate, monitored online', 6],
      ['controlled', '恒温恒湿', 'controlled climate', 4],
      ['ordinary', '常温库', 'ordinary store', 2],
      ['none', '无自有仓库', 'no store of its own', 0],
    ),
    evidence: named('仓库平面图、温湿度记录', 'floor plan, climate records'),
  },
]

const BUSINESS: readonly Indicator[] = [
  {
    code: 'B11',
    name: named('产能供应', 'capacity'),
    points: 6,
    level: 'spec',
    quality: false,
    objective: true,
    specialty: null,
    rule: {
      type: 'linear',
      unit: named('年供应能力占需求百分比', 'yearly capacity in percent of demand'),
      from: 0,
      to: 30,
    },
    evidence: named('产能证明', 'proof of capacity'),
  },
  {
    code: 'B12',
    name: named('供货业绩', 'supply record'),
    points: 5,
    level: 'variety',
    quality: false,
    objective: true,
    specialty: 'pharmacy',
    rule: { type: 'rank', unit: named('上年度供应医疗机构公斤数', 'kg supplied to hospitals last year') },
    evidence: named('销售发票汇总', 'summary of invoices'),
  },
  {
    code: 'B13',
    name: named('配送服务', 'delivery service'),
    points: 5,
    level: 'company',
    quality: false,
    objective: true,
    specialty: 'pharmacy',
    rule: tiers(
      ['all', '覆盖全部成员省份', 'all member provinces', 5],
      ['most', '覆盖三分之二以上成员省份', 'two thirds of the member provinces or more', 3],
      ['some', '覆盖三分之一以上成员省份', 'one third of the member provinces or more', 1],
      ['few', '其他', 'fewer', 0],
    ),
    evidence: named('配送协议', 'delivery agreements'),
  },
  {
    code: 'B14',
    name: named('信用履约', 'credit'),
    points: 4,
    level: 'company',
    quality: false,
    objective: true,
    specialty: 'pharmacy',
    rule: { type: 'deduction', unit: named('近两年失信记录', 'breaches in two years'), perUnit: 2 },
    evidence: null,
  },
]

/** The 14 indicators with points and levels of 1-domain §3.1; the steps of each rule are our default [D]. */
export const DEFAULT_INDICATORS: readonly Indicator[] = [...QUALITY, ...BUSINESS]
