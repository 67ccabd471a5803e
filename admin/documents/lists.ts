import { ALLOCATION_CELLS, ALLOCATION_RUNS, CONTRACT, CONTRACTS } from './bid.ts'
import { AWARD_LETTER, AWARD_LETTERS } from './letters.ts'
import {
  AUDIT_ROWS,
  CITIES,
  DISTRIBUTORS,
  EXPERTS,
  HOSPITALS,
  JOBS,
  PROVINCES,
  SPECS,
  SUPPLIERS,
  USERS,
  VARIETIES,
} from './registers.ts'
import { AWARDS, DECLARATIONS, RANKINGS, REVIEW_SHEET, REVIEW_SHEETS } from './review.ts'
import { BLIND_SAMPLES, SAMPLES } from './samples.ts'
import { DEMAND_LINES, DEMAND_REPORTS, LOTS, NOTICES, OBJECTIONS, TENDERS } from './tender.ts'

/** The document of each list; the resource is named after the query's root field. */
export const LISTS: Readonly<Record<string, string>> = {
  users: USERS,
  provinces: PROVINCES,
  cities: CITIES,
  hospitals: HOSPITALS,
  varieties: VARIETIES,
  specs: SPECS,
  suppliers: SUPPLIERS,
  distributors: DISTRIBUTORS,
  experts: EXPERTS,
  tenders: TENDERS,
  lots: LOTS,
  demandReports: DEMAND_REPORTS,
  demandLines: DEMAND_LINES,
  declarations: DECLARATIONS,
  reviewSheets: REVIEW_SHEETS,
  rankings: RANKINGS,
  samples: SAMPLES,
  blindSamples: BLIND_SAMPLES,
  notices: NOTICES,
  objections: OBJECTIONS,
  awards: AWARDS,
  awardLetters: AWARD_LETTERS,
  allocationRuns: ALLOCATION_RUNS,
  allocationCells: ALLOCATION_CELLS,
  contracts: CONTRACTS,
  auditRows: AUDIT_ROWS,
  jobs: JOBS,
}

/** Details that a list does not carry. */
export const DETAILS: Readonly<Record<string, string>> = {
  awardLetters: AWARD_LETTER,
  contracts: CONTRACT,
  reviewSheets: REVIEW_SHEET,
}
