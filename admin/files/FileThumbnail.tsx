import Article from '@mui/icons-material/ArticleOutlined'
import PictureAsPdf from '@mui/icons-material/PictureAsPdfOutlined'
import TableChart from '@mui/icons-material/TableChartOutlined'
import { Box } from '@mui/material'
import type { ShownFile } from '../contract/index.ts'
import { fileUrl } from './fileServer.ts'

const SIDE = 40
const ICONS = { pdf: PictureAsPdf, docx: Article, xlsx: TableChart, csv: TableChart } as const

/** A small picture of a picture; a sign for every other kind. Says nothing that the name beside it does not. */
export function FileThumbnail({ file }: { readonly file: ShownFile }) {
  const Icon = Object.hasOwn(ICONS, file.type) ? ICONS[file.type as keyof typeof ICONS] : null
  if (Icon) return <Icon aria-hidden sx={{ fontSize: SIDE, color: 'text.secondary', flexShrink: 0 }} />
  return (
    <Box
      component="img"
      src={`${fileUrl(file.id)}/thumbnail`}
      alt=""
      loading="lazy"
      sx={{ width: SIDE, height: SIDE, objectFit: 'cover', borderRadius: '6px', flexShrink: 0 }}
    />
  )
}
