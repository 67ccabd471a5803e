import { zhCeremony, zhCeremonyVerbs } from './zhCeremony.ts'
import { zhDoorNames, zhDoors, zhDoorVerbs } from './zhDoors.ts'
import { zhDraw, zhDrawVerbs } from './zhDraw.ts'
import { zhFields } from './zhFields.ts'
import { zhFileNames, zhFilePage, zhFiles, zhFileVerbs } from './zhFiles.ts'
import { zhLog, zhLogFields, zhLogNames } from './zhLog.ts'
import { zhPages } from './zhPages.ts'
import { zhPaperNames, zhPapers, zhPaperVerbs } from './zhPapers.ts'
import { zhReactAdmin } from './zhReactAdmin.ts'
import { zhRulePack, zhRulePackVerbs } from './zhRulePack.ts'
import { zhRules } from './zhRules.ts'
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
  ...zhPapers,
  ...zhFiles,
  page: { ...zhPages.page, ...zhFilePage, rulePack: zhRulePack },
  field: { ...zhFields.field, ...zhLogFields },
  verb: {
    ...zhVerbs.verb,
    ...zhRulePackVerbs,
    ...zhCeremonyVerbs,
    ...zhDoorVerbs,
    ...zhDrawVerbs,
    ...zhPaperVerbs,
    ...zhFileVerbs,
  },
  verbName: { ...zhVerbs.verbName, ...zhDoorNames, ...zhLogNames, ...zhPaperNames, ...zhFileNames },
}

/** The keys that every language has. */
export type Messages = typeof zh
