export { checkNoticeEnded, isPublished } from './commands.ts'
