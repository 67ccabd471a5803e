import englishMessages from 'ra-language-english'
import { enCaseFields, enCaseNames, enCasePages, enCases, enCaseVerbs } from './enCases.ts'
import { enCeremony, enCeremonyVerbs } from './enCeremony.ts'
import { enDeclare, enDeclareNames, enDeclarePages, enDeclareVerbs } from './enDeclare.ts'
import { enDoorNames, enDoors, enDoorVerbs } from './enDoors.ts'
import { enDraw, enDrawVerbs } from './enDraw.ts'
import {
  enExpiring,
  enExpiringConsequences,
  enExpiringFigures,
  enExpiringPages,
  enExpiringTodos,
} from './enExpiring.ts'
import { enFields } from './enFields.ts'
import { enFileNames, enFilePage, enFiles, enFileVerbs } from './enFiles.ts'
import {
  enLetterConsequences,
  enLetterFields,
  enLetterNames,
  enLetters,
  enLetterTodos,
  enLetterVerbs,
} from './enLetters.ts'
import { enLog, enLogFields, enLogNames } from './enLog.ts'
import { enPages } from './enPages.ts'
import { enPaperNames, enPapers, enPaperVerbs } from './enPapers.ts'
import {
  enReview,
  enReviewFields,
  enReviewFigures,
  enReviewNames,
  enReviewPages,
  enReviewStage,
  enReviewVerbs,
} from './enReview.ts'
import { enRulePack, enRulePackVerbs } from './enRulePack.ts'
import { enRules } from './enRules.ts'
import {
  enSampleConsequences,
  enSampleNames,
  enSamplePages,
  enSamples,
  enSampleTodos,
  enSampleVerbs,
} from './enSamples.ts'
import { enScore } from './enScore.ts'
import { enTodos } from './enTodos.ts'
import { enVerbs } from './enVerbs.ts'
import { enWords } from './enWords.ts'
import type { Messages } from './zh.ts'

/** Every message in English. */
export const en: Messages = {
  ra: englishMessages.ra,
  ...enWords,
  ...enRules,
  ...enFields,
  ...enVerbs,
  ...enTodos,
  ...enPages,
  ...enCeremony,
  ...enDoors,
  ...enDraw,
  ...enLog,
  ...enSamples,
  ...enReview,
  ...enScore,
  ...enPapers,
  ...enCases,
  ...enFiles,
  ...enDeclare,
  ...enLetters,
  ...enExpiring,
  todo: { ...enTodos.todo, ...enSampleTodos, ...enLetterTodos, ...enExpiringTodos },
  consequence: { ...enTodos.consequence, ...enSampleConsequences, ...enLetterConsequences, ...enExpiringConsequences },
  page: {
    ...enPages.page,
    ...enCasePages,
    ...enSamplePages,
    ...enFilePage,
    ...enReviewPages,
    ...enDeclarePages,
    ...enExpiringPages,
    rulePack: enRulePack,
  },
  field: { ...enFields.field, ...enLogFields, ...enReviewFields, ...enLetterFields, ...enCaseFields },
  figure: { ...enFields.figure, ...enReviewFigures, ...enExpiringFigures },
  reviewStage: enReviewStage,
  verb: {
    ...enVerbs.verb,
    ...enRulePackVerbs,
    ...enCeremonyVerbs,
    ...enDoorVerbs,
    ...enDrawVerbs,
    ...enSampleVerbs,
    ...enPaperVerbs,
    ...enCaseVerbs,
    ...enFileVerbs,
    ...enReviewVerbs,
    ...enDeclareVerbs,
    ...enLetterVerbs,
  },
  verbName: {
    ...enVerbs.verbName,
    ...enDoorNames,
    ...enLogNames,
    ...enSampleNames,
    ...enPaperNames,
    ...enCaseNames,
    ...enFileNames,
    ...enReviewNames,
    ...enDeclareNames,
    ...enLetterNames,
  },
}
