import type { Named } from './indicators.ts'

/** A public holiday as announced: first and last day off, Asia/Shanghai, both included. */
export interface Holiday {
  readonly name: Named
  readonly from: string
  readonly to: string
}

/** One year of the official calendar: days off, and the weekend days that are worked instead (调休). */
export interface CalendarYear {
  readonly year: number
  readonly source: string
  readonly holidays: readonly Holiday[]
  readonly workingWeekends: readonly string[]
}

/**
 * Public holidays of the years announced so far, as data because they follow from yearly notices and from no rule. Outside
 * these years only weekends are known ({@link isCovered}); the next year is added when the State Council announces it.
 */
export const CHINA_CALENDAR: readonly CalendarYear[] = [
  {
    year: 2024,
    source: '国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）',
    holidays: [
      { name: { zh: '元旦', en: "New Year's Day" }, from: '2024-01-01', to: '2024-01-01' },
      { name: { zh: '春节', en: 'Spring Festival' }, from: '2024-02-10', to: '2024-02-17' },
      { name: { zh: '清明', en: 'Qingming' }, from: '2024-04-04', to: '2024-04-06' },
      { name: { zh: '劳动节', en: 'Labour Day' }, from: '2024-05-01', to: '2024-05-05' },
      { name: { zh: '端午', en: 'Dragon Boat Festival' }, from: '2024-06-10', to: '2024-06-10' },
      { name: { zh: '中秋', en: 'Mid-Autumn Festival' }, from: '2024-09-15', to: '2024-09-17' },
      { name: { zh: '国庆节', en: 'National Day' }, from: '2024-10-01', to: '2024-10-07' },
    ],
    workingWeekends: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ],
  },
  {
    year: 2025,
    source: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
    holidays: [
      { name: { zh: '元旦', en: "New Year's Day" }, from: '2025-01-01', to: '2025-01-01' },
      { name: { zh: '春节', en: 'Spring Festival' }, from: '2025-01-28', to: '2025-02-04' },
      { name: { zh: '清明', en: 'Qingming' }, from: '2025-04-04', to: '2025-04-06' },
      { name: { zh: '劳动节', en: 'Labour Day' }, from: '2025-05-01', to: '2025-05-05' },
      { name: { zh: '端午', en: 'Dragon Boat Festival' }, from: '2025-05-31', to: '2025-06-02' },
      {
        name: { zh: '国庆节、中秋', en: 'National Day and Mid-Autumn Festival' },
        from: '2025-10-01',
        to: '2025-10-08',
      },
    ],
    workingWeekends: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    source: '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）',
    holidays: [
      { name: { zh: '元旦', en: "New Year's Day" }, from: '2026-01-01', to: '2026-01-03' },
      { name: { zh: '春节', en: 'Spring Festival' }, from: '2026-02-15', to: '2026-02-23' },
      { name: { zh: '清明', en: 'Qingming' }, from: '2026-04-04', to: '2026-04-06' },
      { name: { zh: '劳动节', en: 'Labour Day' }, from: '2026-05-01', to: '2026-05-05' },
      { name: { zh: '端午', en: 'Dragon Boat Festival' }, from: '2026-06-19', to: '2026-06-21' },
      { name: { zh: '中秋', en: 'Mid-Autumn Festival' }, from: '2026-09-25', to: '2026-09-27' },
      { name: { zh: '国庆节', en: 'National Day' }, from: '2026-10-01', to: '2026-10-07' },
    ],
    workingWeekends: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
]
