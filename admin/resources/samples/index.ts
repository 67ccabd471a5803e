export { SampleList } from './List.tsx'
export { SampleShow } from './Show.tsx'
