import { zhCaseFields, zhCaseNames, zhCasePages, zhCases, zhCaseVerbs } from './zhCases.ts'
import { zhCeremony, zhCeremonyVerbs } from './zhCeremony.ts'
import { zhDeclare, zhDeclareNames, zhDeclarePages, zhDeclareVerbs } from './zhDeclare.ts'
import { zhDoorNames, zhDoors, zhDoorVerbs } from './zhDoors.ts'
import { zhDraw, zhDrawVerbs } from './zhDraw.ts'
import {
  zhExpiring,
  zhExpiringConsequences,
  zhExpiringFigures,
  zhExpiringPages,
  zhExpiringTodos,
} from './zhExpiring.ts'
import { zhFields } from './zhFields.ts'
import { zhFileNames, zhFilePage, zhFiles, zhFileVerbs } from './zhFiles.ts'
import {
  zhLetterConsequences,
  zhLetterFields,
  zhLetterNames,
  zhLetters,
  zhLetterTodos,
  zhLetterVerbs,
} from './zhLetters.ts'
import { zhLog, zhLogFields, zhLogNames } from './zhLog.ts'
import { zhPages } from './zhPages.ts'
import { zhPaperNames, zhPapers, zhPaperVerbs } from './zhPapers.ts'
import { zhReactAdmin } from './zhReactAdmin.ts'
import {
  zhReview,
  zhReviewFields,
  zhReviewFigures,
  zhReviewNames,
  zhReviewPages,
  zhReviewStage,
  zhReviewVerbs,
} from './zhReview.ts'
import { zhRulePack, zhRulePackVerbs } from './zhRulePack.ts'
import { zhRules } from './zhRules.ts'
import {
  zhSampleConsequences,
  zhSampleNames,
  zhSamplePages,
  zhSamples,
  zhSampleTodos,
  zhSampleVerbs,
} from './zhSamples.ts'
import { zhScore } from './zhScore.ts'
import { zhTodos } from './zhTodos.ts'
import { zhVerbs } from './zhVerbs.ts'
import { zhWords } from './zhWords.ts'

/** Every message in Chinese, react-admin's included. */
export const zh = {
  ra: zhReactAdmin,
  ...zhWords,
  ...zhRules,
  ...zhFields,
  ...zhVerbs,
  ...zhTodos,
  ...zhPages,
  ...zhCeremony,
  ...zhDoors,
  ...zhDraw,
  ...zhLog,
  ...zhSamples,
  ...zhReview,
  ...zhScore,
  ...zhPapers,
  ...zhCases,
  ...zhFiles,
  ...zhDeclare,
  ...zhLetters,
  ...zhExpiring,
  todo: { ...zhTodos.todo, ...zhSampleTodos, ...zhLetterTodos, ...zhExpiringTodos },
  consequence: { ...zhTodos.consequence, ...zhSampleConsequences, ...zhLetterConsequences, ...zhExpiringConsequences },
  page: {
    ...zhPages.page,
    ...zhCasePages,
    ...zhSamplePages,
    ...zhFilePage,
    ...zhReviewPages,
    ...zhDeclarePages,
    ...zhExpiringPages,
    rulePack: zhRulePack,
  },
  field: { ...zhFields.field, ...zhLogFields, ...zhReviewFields, ...zhLetterFields, ...zhCaseFields },
  figure: { ...zhFields.figure, ...zhReviewFigures, ...zhExpiringFigures },
  reviewStage: zhReviewStage,
  verb: {
    ...zhVerbs.verb,
    ...zhRulePackVerbs,
    ...zhCeremonyVerbs,
    ...zhDoorVerbs,
    ...zhDrawVerbs,
    ...zhSampleVerbs,
    ...zhPaperVerbs,
    ...zhCaseVerbs,
    ...zhFileVerbs,
    ...zhReviewVerbs,
    ...zhDeclareVerbs,
    ...zhLetterVerbs,
  },
  verbName: {
    ...zhVerbs.verbName,
    ...zhDoorNames,
    ...zhLogNames,
    ...zhSampleNames,
    ...zhPaperNames,
    ...zhCaseNames,
    ...zhFileNames,
    ...zhReviewNames,
    ...zhDeclareNames,
    ...zhLetterNames,
  },
}

/** The keys that every language has. */
export type Messages = typeof zh
