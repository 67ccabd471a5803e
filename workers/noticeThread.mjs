/** Starts the notice thread from its source: loader hooks of the parent do not reach a thread. */
import { tsImport } from 'tsx/esm/api'

await tsImport('./noticeThread.ts', import.meta.url)
