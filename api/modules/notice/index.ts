export { announce } from './announce.ts'
export { checkNoticeEnded, isPublished, moveEnds, noticeNow, type PublishingContext } from './commands.ts'
export { findNoticeFile, findPrinted, insertNoticeFile, NOTICE_FORMATS, type PrintedNotice } from './fileStore.ts'
export { findNotice, hasDeclared } from './store.ts'
