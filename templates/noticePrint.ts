import QRCode from 'qrcode'
import type { NoticeView } from '#domain/noticeView.ts'

/** A notice on paper: what it says, and how to find and check it. */
export interface PrintView extends NoticeView {
  /** Address of the public page; empty where the site has no known address. */
  readonly url: string
  /** SHA-256 of the body, hex. */
  readonly hash: string
}

/** What the code on paper says: the public page and, after #, the body's hash. */
export const qrText = ({ url, hash, number }: PrintView): string =>
  url === '' ? `${number} sha256:${hash}` : `${url}#sha256=${hash}`

/** The code as a drawing (SVG), black squares on white, with the quiet zone of four squares. */
export function qrSvg(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const size = modules.size + 2 * quiet
  let path = ''
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`
}

/** Without the control characters that neither XML nor a page can hold. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
