export { NoticeList } from './List.tsx'
export { NoticeShow } from './Show.tsx'
