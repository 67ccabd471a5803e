/** Texts of the refusals of files: what is wrong, and what is allowed. */
export const FILE_VIOLATION_TEXTS = {
  evidenceMissing: {
    zh: '品规 {lot} 有 {count} 项指标未附佐证材料：{missing}。',
    en: 'Lot {lot}: {count} indicators without evidence ({missing}).',
  },
  notADay: { zh: '日期应为“年-月-日”，如 2027-06-30。', en: 'Enter a day as year-month-day, such as 2027-06-30.' },
  emptyFile: {
    zh: '文件内容为空（0 字节），请确认文件已保存后重新选择。',
    en: 'The file is empty (0 bytes). Save it first, then choose it again.',
  },
  badFileName: {
    zh: '文件名不得含有 / \\ : * ? " < > | 或不可见字符，也不得以点开头。',
    en: 'A file name must not contain / \\ : * ? " < > | or invisible characters, nor begin with a dot.',
  },
  fileTypeNotAllowed: {
    zh: '不接收此类文件，可上传：{allowed}。',
    en: 'Files of this kind are not taken. Allowed: {allowed}.',
  },
  fileNameMismatch: {
    zh: '文件名后缀为“{ending}”，内容却是 {type}，请改用正确的后缀或重新导出。',
    en: 'The name ends in "{ending}" but the content is {type}. Rename it or export it again.',
  },
  brokenFile: {
    zh: '文件已损坏，无法打开，请重新导出 {type} 后上传。',
    en: 'The file is damaged and cannot be opened. Export the {type} again.',
  },
  encryptedFile: {
    zh: '文件设有打开密码，评审人员无法查看，请取消密码后上传。',
    en: 'The file asks for a password, so that nobody can review it. Remove the password and upload it again.',
  },
  unpacksTooLarge: {
    zh: '文件解压后过大，不得超过 {max}，压缩比不得超过 {ratio} 倍。',
    en: 'The file unpacks to too much: at most {max} and {ratio} times its size are allowed.',
  },
  tooManyPixels: {
    zh: '图片尺寸过大，不得超过 {max} 万像素，请降低扫描分辨率。',
    en: 'The image has too many pixels: at most {max}0,000 are allowed. Scan it at a lower resolution.',
  },
  checkTookTooLong: {
    zh: '文件结构过于复杂，检查未能在 {seconds} 秒内完成，请拆分或重新导出。',
    en: 'The file is too complex to be checked within {seconds} seconds. Split it or export it again.',
  },
  infectedFile: {
    zh: '病毒扫描未通过，文件未保存，请清除病毒后重新上传。',
    en: 'The virus scanner refused this file and it was not stored. Clean it and upload it again.',
  },
  scannerDown: {
    zh: '病毒扫描暂不可用，文件未保存，请稍后重试。',
    en: 'The virus scanner does not answer and the file was not stored. Try again later.',
  },
  quotaExceeded: {
    zh: '本单位文件空间不足：已用 {used}，上限 {max}，请先删除未使用的文件。',
    en: 'No room left for your organisation: {used} of {max} are used. Remove files that are not in use.',
  },
  uploadMismatch: {
    zh: '收到的内容与所选文件不一致，文件未保存，请重新上传。',
    en: 'What arrived differs from the file that was chosen and was not stored. Upload it again.',
  },
  fileInUse: {
    zh: '“{name}”已被引用，不能删除。',
    en: '"{name}" is in use and cannot be removed.',
  },
  fileNotClean: {
    zh: '“{name}”未通过病毒扫描，不能使用。',
    en: '"{name}" did not pass the virus scan and cannot be used.',
  },
} as const

/** Code of a refusal of a file. */
export type FileViolationCode = keyof typeof FILE_VIOLATION_TEXTS
