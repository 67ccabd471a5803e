import { type PrintView, qrSvg, qrText } from './noticePrint.ts'

/** What typesets a document; typst's compiler. Synchronous: a notice of 2,100 rows takes seconds, so it runs in a thread. */
export interface Typesetter {
  pdf(
    source: { mainFileContent: string; inputs: Record<string, string> },
    options: { creationTimestamp: number },
  ): Uint8Array
  evictCache(maxAge: number): void
}

/**
 * Prints a notice as PDF (A4). The data goes in as data: nothing in it can be read as markup.
 * @param source the text of templates/assets/notice.typ
 * @param publishedAt dates the file, so that the same notice gives the same bytes
 */
export function renderNoticePdf(compiler: Typesetter, source: string, view: PrintView, publishedAt: Date): Uint8Array {
  const notice = JSON.stringify({ ...view, qr: qrSvg(qrText(view)) })
  try {
    const creationTimestamp = Math.floor(publishedAt.getTime() / 1000)
    return compiler.pdf({ mainFileContent: source, inputs: { notice } }, { creationTimestamp })
  } finally {
    compiler.evictCache(0)
  }
}

/** Pages of a PDF as typst writes it. */
export function countPages(pdf: Uint8Array): number {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  return Math.max(
    0,
    ...[...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]*?\/Type\s*\/Pages\b/g)].map(
      found => Number(found[1] ?? found[2]),
    ),
  )
}
