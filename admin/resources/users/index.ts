export { UserList } from './List.tsx'
export { UserShow } from './Show.tsx'
