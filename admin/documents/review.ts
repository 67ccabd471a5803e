import { gql } from '../gql.ts'

export const DECLARATIONS = gql`
  query Declarations($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: DeclarationFilter) {
    declarations(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id tenderId status capacityKg submittedAt answered proved receiptHash qualityCenti
        supplier { id code name }
        lot { id code ceilingFen demandKg spec { id grade variety { id code name } } }
      }
      total
    }
  }
`

export const ANSWERS = gql`
  query Answers($tenderId: ID!) {
    answers(tenderId: $tenderId) { id indicatorCode subjectKey value proposedCenti }
  }
`

export const DRAW = gql`
  query TheDraw($tenderId: ID!) {
    draw(tenderId: $tenderId) {
      id tenderId status strata manifest manifestHash resultHash isMine isWitnessed frozenAt drawnAt
      contributions { source isOwn commitment value revealedAt }
      drawnExperts { stratum ordinal status reason expert { id code name specialty region employer outside } }
    }
  }
`

export const PUBLIC_DRAW = gql`
  query PublicDraw($tenderId: ID!) {
    draw(tenderId: $tenderId) {
      id tenderId status strata manifest manifestHash resultHash frozenAt drawnAt
      contributions { source isOwn commitment value revealedAt }
    }
  }
`

export const DRAW_POOL = gql`
  query DrawPool($tenderId: ID!) {
    drawPool(tenderId: $tenderId) { name specialty quota known recused insiders insideSeats eligible }
  }
`

export const RECUSALS = gql`
  query Recusals($tenderId: ID!) {
    recusals(tenderId: $tenderId) {
      id supplierId supplierCode reason source
      expert { id code name specialty region employer outside }
    }
  }
`

export const REVIEW_SHEETS = gql`
  query ReviewSheets($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: ReviewSheetFilter) {
    reviewSheets(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id tenderId supplierName subjectKey subjectName phase slot status indicatorCodes submittedAt }
      total
    }
  }
`

export const REVIEW_SHEET = gql`
  query ReviewSheet($filter: ReviewSheetFilter) {
    reviewSheets(page: 1, perPage: 1, filter: $filter) {
      items {
        id tenderId supplierName subjectKey subjectName phase slot status indicatorCodes submittedAt
        answers { id indicatorCode subjectKey value proposedCenti }
        scores { indicatorCode pointsCenti reason }
      }
      total
    }
  }
`

export const RANKINGS = gql`
  query Rankings($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: RankingFilter) {
    rankings(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id phase rank selected qualityCenti priceFen priceScoreCenti compositeCenti sampleFailures explanation
        lot { id code tenderId spec { id grade variety { id name } } }
        declaration { id supplier { id code name } }
      }
      total
    }
  }
`

export const AWARDS = gql`
  query Awards($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: AwardFilter) {
    awards(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id rank priceFen status
        lot { id code ceilingFen spec { id grade variety { id name } } }
        declaration { id capacityKg supplier { id code name } }
      }
      total
    }
  }
`
