import { expect, it } from 'vitest'
import { noticeBody } from '../../api/modules/notice/noticeBody.ts'

const row = {
  lot: 'HQ-T',
  variety: '黄芪',
  grade: 'ungraded',
  rank: 1,
  supplierCode: 'S1',
  supplierName: '饮片企业1',
  qualityCenti: 9000,
  compositeCenti: 8800,
  priceFen: 4200n,
}

it('keeps price and composite out of the shortlist notice: together with quality they would tell the price before round 2', () => {
  expect(JSON.stringify(noticeBody('shortlist', 'LC-1', [row]))).not.toMatch(/4200|8800|composite|price/)
})

it('publishes both with the award', () => {
  expect(noticeBody('award', 'LC-1', [row]).lots[0]?.selected[0]).toMatchObject({
    compositeCenti: 8800,
    priceFen: '4200',
  })
})
