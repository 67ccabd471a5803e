/** Messages: letters about the outcome; their verbs, names, todos and fields. */
export const zhLetters = {
  letterKind: { award: '中选通知书', result: '结果通知书' },
  letters: {
    title: '中选与结果通知书',
    hint: '中选确定时同时向中选企业发出中选通知书、向其他申报企业发出结果通知书（招标投标法 45）。企业只能看到自己的一份。',
    list: '查看名单与送达',
    all: { pdf: '下载全部（PDF）', docx: '下载全部（可编辑文档）' },
    count: '%{count} 份',
    files: '通知书文件',
    printed: '已制成文件',
    opened: '企业已查阅（送达）',
    isOpened: '已查阅',
    notOpened: '未查阅',
    noneYet: '本项目的中选已在启用通知书之前确定，尚未发出。',
  },
}

export const zhLetterFields = { issuedAt: '发出时间', openedAt: '首次查阅（送达）' }

export const zhLetterVerbs = {
  issueAwardLetters: { label: '发出通知书', review: '向所有申报企业各发出一份，编号后不能修改或撤回。' },
  openAwardLetter: { label: '查阅通知书', review: '记录本企业首次查阅的时间。' },
}

/** Names of acts in the log. */
export const zhLetterNames = { issueAwardLetters: '发出中选与结果通知书', openAwardLetter: '查阅通知书' }

export const zhLetterTodos = { openAwardLetter: '查阅中选或结果通知书' }

export const zhLetterConsequences = { openAwardLetter: '中选企业须在通知书载明的期限内签订协议，逾期承担法律责任。' }
