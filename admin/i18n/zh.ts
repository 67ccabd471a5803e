import { zhCeremony, zhCeremonyVerbs } from './zhCeremony.ts'
import { zhDoorNames, zhDoors, zhDoorVerbs } from './zhDoors.ts'
import { zhDraw, zhDrawVerbs } from './zhDraw.ts'
import { zhFields } from './zhFields.ts'
import { zhLog, zhLogFields, zhLogNames } from './zhLog.ts'
import { zhPages } from './zhPages.ts'
import { zhReactAdmin } from './zhReactAdmin.ts'
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
  field: { ...zhFields.field, ...zhLogFields },
  verb: { ...zhVerbs.verb, ...zhCeremonyVerbs, ...zhDoorVerbs, ...zhDrawVerbs },
  verbName: { ...zhVerbs.verbName, ...zhDoorNames, ...zhLogNames },
}

/** The keys that every language has. */
export type Messages = typeof zh
