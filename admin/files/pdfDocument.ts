import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/** An open pdf. */
export type PdfDocument = PDFDocumentProxy

GlobalWorkerOptions.workerSrc = workerUrl

/** Character maps, standard fonts and decoders of this site: nothing is fetched from elsewhere. */
const HOME = '/assets/pdfjs'

const PIECE = 262_144

/** Opens a pdf of this site; long ones are read in pieces as their pages are looked at. */
export const openPdf = (url: string): PDFDocumentLoadingTask =>
  getDocument({
    url,
    rangeChunkSize: PIECE,
    disableAutoFetch: true,
    cMapUrl: `${HOME}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${HOME}/standard_fonts/`,
    wasmUrl: `${HOME}/wasm/`,
    // The site's policy lets no WebAssembly run; the decoders exist as scripts, too.
    useWasm: false,
    isEvalSupported: false,
  })
