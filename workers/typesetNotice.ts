import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { ROOT } from '../api/platform/root.ts'
import { renderNoticePdf, type Typesetter } from '../templates/notice.pdf.ts'
import type { PrintView } from '../templates/noticePrint.ts'

/** One notice to print. */
export interface NoticeTask {
  readonly view: PrintView
  readonly publishedAt: Date
}

const FONTS = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
]

let compiler: Typesetter | undefined

/** Typesets in this thread, for seconds: called from a thread of its own. The fonts are read once, about 0.2 s. */
export function typesetNotice({ view, publishedAt }: NoticeTask): Uint8Array {
  compiler ??= openCompiler()
  const source = fs.readFileSync(path.join(ROOT, 'templates/assets/notice.typ'), 'utf8')
  return new Uint8Array(renderNoticePdf(compiler, source, view, publishedAt))
}

function openCompiler(): Typesetter {
  const { resolve } = createRequire(import.meta.url)
  const fontPaths = FONTS.map(font => path.dirname(resolve(font)))
  return NodeCompiler.create({ workspace: path.join(ROOT, 'templates/assets'), fontArgs: [{ fontPaths }] })
}
