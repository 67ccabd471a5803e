/**
 * The 21 varieties of the first batch with the marker compounds and limits of the Chinese Pharmacopoeia (2020, part 1).
 * A pharmacist checks the figures before a real campaign: 1-domain says three names are certain (★), the rest are ours.
 */
export interface VarietySeed {
  readonly code: string
  readonly name: string
  readonly pinyin: string
  /** Content the pharmacopoeia demands, as it prints it. */
  readonly marker: string
  readonly moisturePercent: number
  readonly ashPercent: number
  /** Usual market price of the ungraded lot, fen per kg. */
  readonly marketFen: number
}

const variety = (
  code: string,
  name: string,
  pinyin: string,
  marker: string,
  moisturePercent: number,
  ashPercent: number,
  yuan: number,
): VarietySeed => ({
  code,
  name,
  pinyin,
  marker,
  moisturePercent,
  ashPercent,
  marketFen: yuan * 100,
})

export const VARIETIES: readonly VarietySeed[] = [
  variety('HQ', '黄芪', 'huangqi', '黄芪甲苷 ≥ 0.080%', 10, 5, 42),
  variety('DG', '当归', 'danggui', '阿魏酸 ≥ 0.050%', 15, 7, 96),
  variety('JYH', '金银花', 'jinyinhua', '绿原酸 ≥ 1.5%', 12, 10, 188),
  variety('DS', '党参片', 'dangshenpian', '浸出物 ≥ 55.0%', 16, 5, 118),
  variety('BZ', '麸炒白术', 'fuchaobaizhu', '浸出物 ≥ 35.0%', 15, 5, 76),
  variety('FL', '茯苓', 'fuling', '浸出物 ≥ 2.5%', 18, 2, 36),
  variety('BS', '白芍', 'baishao', '芍药苷 ≥ 1.2%', 14, 4, 44),
  variety('DAS', '丹参', 'danshen', '丹酚酸B ≥ 3.0%', 13, 10, 33),
  variety('CX', '川芎', 'chuanxiong', '阿魏酸 ≥ 0.10%', 12, 6, 52),
  variety('GC', '甘草片', 'gancaopian', '甘草酸 ≥ 1.8%', 12, 5, 38),
  variety('CH', '北柴胡', 'beichaihu', '柴胡皂苷(a+d) ≥ 0.30%', 10, 8, 128),
  variety('HQP', '黄芩片', 'huangqinpian', '黄芩苷 ≥ 8.0%', 12, 6, 46),
  variety('MD', '麦冬', 'maidong', '麦冬总皂苷 ≥ 0.12%', 18, 5, 108),
  variety('SDH', '熟地黄', 'shudihuang', '地黄苷D ≥ 0.050%', 15, 6, 40),
  variety('SZR', '炒酸枣仁', 'chaosuanzaoren', '酸枣仁皂苷A ≥ 0.030%', 7, 4, 680),
  variety('CP', '陈皮', 'chenpi', '橙皮苷 ≥ 2.5%', 13, 8, 24),
  variety('SY', '山药', 'shanyao', '浸出物 ≥ 4.0%', 16, 2, 48),
  variety('HH', '红花', 'honghua', '羟基红花黄色素A ≥ 1.0%', 13, 15, 152),
  variety('LQ', '连翘', 'lianqiao', '连翘酯苷A ≥ 3.5%', 10, 4, 136),
  variety('TZS', '太子参', 'taizishen', '浸出物 ≥ 25.0%', 14, 4, 84),
  variety('GQZ', '枸杞子', 'gouqizi', '枸杞多糖 ≥ 1.8%', 13, 5, 62),
]

/** The two grades: 统货 (ungraded lot) and 选货 (sorted). */
export const GRADES = [
  { grade: 'ungraded', suffix: 'T', name: '统货', brokenPercent: 10 },
  { grade: 'sorted', suffix: 'X', name: '选货', brokenPercent: 3 },
] as const
