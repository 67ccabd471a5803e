import { useSyncExternalStore } from 'react'
import { uploads } from './uploadQueue.ts'

/** Whether files of a place of the screen are still on their way: what is sent now would leave them out. */
export function useUploading(place: string): boolean {
  return useSyncExternalStore(uploads.subscribe, () => uploads.isBusy(place))
}
