/** Width and height of A4 in points. */
const A4 = [595, 842] as const
const LEFT = 56
const TOP = 780
const LINE_HEIGHT = 22
const FONT_SIZE = 13

/** What a small pdf says of itself and whether it asks for a password. */
export interface SmallPdfOptions {
  readonly title?: string
  readonly author?: string
  readonly producer?: string
  /** Asks for a password that nobody knows. */
  readonly encrypted?: boolean
}

/**
 * A small valid pdf, the same bytes for the same input: one page of lines, Chinese or Latin, or several when `lines` holds
 * form feeds. The font is one of those that a reader has to know (STSong-Light), so nothing is embedded.
 */
export function smallPdf(lines: readonly string[], options: SmallPdfOptions = {}): Uint8Array {
  const pages = lines.join('\n').split('\f')
  const objects: string[] = []
  const add = (body: string) => objects.push(body)
  const firstPage = 6
  add('<</Type/Catalog/Pages 2 0 R>>')
  add(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, i) => `${firstPage + 2 * i} 0 R`).join(' ')}]>>`)
  add('<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>')
  add(
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500]>>',
  )
  add(
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
  )
  for (const [i, page] of pages.entries()) {
    const stream = contentOf(page)
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${A4[0]} ${A4[1]}]/Resources<</Font<</F 3 0 R>>>>/Contents ${firstPage + 2 * i + 1} 0 R>>`,
    )
    add(`<</Length ${stream.length}>>stream\n${stream}\nendstream`)
  }
  const info = add(`<<${infoOf(options)}>>`)
  const encrypt = options.encrypted
    ? add(`<</Filter/Standard/V 1/R 2/P -4/O<${'a5'.repeat(32)}>/U<${'5a'.repeat(32)}>>>`)
    : 0
  const trailer = `/Root 1 0 R/Info ${info} 0 R/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]${encrypt ? `/Encrypt ${encrypt} 0 R` : ''}`
  return assemble(objects, trailer)
}

function contentOf(page: string): string {
  const lines = page.split('\n').filter((line, i) => i > 0 || line !== '')
  const shown = lines.map(line => `<${ucs2(line)}>Tj T*`).join('\n')
  return `BT /F ${FONT_SIZE} Tf ${LINE_HEIGHT} TL ${LEFT} ${TOP} Td\n${shown}\nET`
}

const ucs2 = (text: string): string =>
  [...text].map(char => (char.length === 1 ? char.charCodeAt(0) : 0x25a1).toString(16).padStart(4, '0')).join('')

const infoOf = ({ title, author, producer }: SmallPdfOptions): string =>
  [
    ['Title', title],
    ['Author', author],
    ['Producer', producer],
  ]
    .flatMap(([key, value]) => (value ? [`/${key}<feff${ucs2(value)}>`] : []))
    .join('')

/** Header, objects, the table of where each begins, and the trailer. All of it is ASCII. */
function assemble(objects: readonly string[], trailer: string): Uint8Array {
  let file = '%PDF-1.4\n'
  const offsets = objects.map((body, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const table = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}${trailer}>>\nstartxref\n${start}\n%%EOF\n`
  return new TextEncoder().encode(file)
}
