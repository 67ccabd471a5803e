import { dayOf } from './workingDays.ts'

/** Every kind of public notice (1-domain §2), in the order of a campaign. */
export const NOTICE_KINDS = [
  'tender',
  'amendment',
  'extension',
  'termination',
  'shortlist',
  'samples',
  'proposedAward',
  'award',
  'experts',
] as const

/**
 * tender 采购公告 · amendment 变更公告 · extension 延期公告 · termination 终止公告 · shortlist 入围公示 · samples 样品评审结果公示 ·
 * proposedAward 拟中选公示 · award 中选公告 · experts 专家名单公布
 */
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Kinds that run for the days of the pack and take objections (实施条例 54). The others announce. */
const RUNNING: readonly NoticeKind[] = ['shortlist', 'samples', 'proposedAward']

/** Whether a notice of the kind runs for a period in which objections are heard. */
export const isRunningKind = (kind: NoticeKind): boolean => RUNNING.includes(kind)

/** Kinds that follow from another command; nobody publishes them by hand. */
export const DERIVED_KINDS: readonly NoticeKind[] = ['amendment', 'extension']

const HEADINGS: Readonly<Record<NoticeKind, string>> = {
  tender: '采购公告',
  amendment: '采购文件变更公告',
  extension: '延期公告',
  termination: '部分品规终止采购公告',
  shortlist: '入围结果公示',
  samples: '样品评审结果公示',
  proposedAward: '拟中选结果公示',
  award: '中选结果公告',
  experts: '评审专家名单公布',
}

/** The heading of a notice. */
export const noticeTitle = (kind: NoticeKind, tenderTitle: string): string => `${tenderTitle}${HEADINGS[kind]}`

/**
 * The number of a notice: counted within its tender without gaps, so that a missing one shows.
 * @param at when it is published; the year is that of Asia/Shanghai
 */
export const noticeNumber = (tenderCode: string, serial: number, at: Date): string =>
  `本草联采公告〔${dayOf(at).slice(0, 4)}〕${tenderCode}第${serial}号`

/** One selected supplier as published; price (fen per kg, as text) and composite only once they are awarded. */
export interface NoticePlace {
  readonly rank: number
  readonly supplierCode: string
  readonly supplierName: string
  readonly qualityCenti: number
  readonly compositeCenti?: number
  readonly priceFen?: string
}

/** A supplier that does not win because its reasons for a low price were not accepted. */
export interface RefusedPrice {
  readonly lot: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly reason: string
}

/** A lot as every notice names it. */
export interface NoticeLot {
  readonly lot: string
  readonly variety: string
  /** ungraded (统货) | sorted (选货) */
  readonly grade: string
}

/** A version of the documents, as a notice names it. */
export interface NoticeDocuments {
  readonly version: number
  readonly title: string
  readonly hash: string
}

/** A deadline that moved; instants as ISO text. */
export interface MovedDeadline {
  readonly stage: string
  readonly from: string
  readonly to: string
}

/** What a notice says, frozen when it is published: by lot code and rank, so that the same facts give the same bytes. */
export type NoticeBody =
  | {
      readonly kind: 'shortlist' | 'proposedAward' | 'award'
      readonly tender: string
      readonly lots: readonly (NoticeLot & { readonly selected: readonly NoticePlace[] })[]
      /** Left out where there are none. */
      readonly refusedPrices?: readonly RefusedPrice[]
    }
  | {
      readonly kind: 'tender'
      readonly tender: string
      readonly members: readonly string[]
      readonly lots: readonly (NoticeLot & { readonly ceilingFen: string | null; readonly demandKg: string | null })[]
      readonly documents: NoticeDocuments
      readonly declareUntil: string | null
      readonly bidUntil: string | null
    }
  | {
      readonly kind: 'amendment'
      readonly tender: string
      readonly documents: NoticeDocuments
      readonly previous: NoticeDocuments
      readonly summary: string
      readonly deadlines: readonly MovedDeadline[]
      /** Quotes sealed before are void and have to be sealed again. */
      readonly quotesVoid: boolean
    }
  | {
      readonly kind: 'extension'
      readonly tender: string
      readonly reason: string
      readonly deadlines: readonly MovedDeadline[]
      readonly quotesVoid: boolean
    }
  | {
      readonly kind: 'samples'
      readonly tender: string
      readonly lots: readonly (NoticeLot & {
        readonly results: readonly { supplierCode: string; supplierName: string; passed: boolean }[]
      })[]
    }
  | {
      readonly kind: 'experts'
      readonly tender: string
      readonly experts: readonly { stratum: string; name: string; employer: string; replaced: boolean }[]
    }
  | {
      readonly kind: 'termination'
      readonly tender: string
      readonly minimum: number
      readonly lots: readonly (NoticeLot & { readonly declarers: number })[]
    }
