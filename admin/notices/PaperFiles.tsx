import { Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { PrintedFile } from '../contract/index.ts'
import { shortHash, whole } from '../formats.ts'

const KIB = 1024

interface PaperFilesProps {
  readonly files: readonly PrintedFile[]
  /** Where the file of a format is fetched. */
  readonly urlOf: (format: string) => string
}

/** A paper to take away: its files, or that they are being made, and the page printed. */
export function PaperFiles({ files, urlOf }: PaperFilesProps) {
  const translate = useTranslate()
  return (
    <Stack direction="row" className="no-print" sx={{ gap: 1, flexWrap: 'wrap' }}>
      {files.length === 0 && translate('papers.printing')}
      {files.map(file => (
        <Button
          key={file.format}
          variant="outlined"
          size="small"
          href={urlOf(file.format)}
          download
          title={shortHash(file.sha256)}
        >
          {translate(`papers.${file.format}`)} · {whole(Math.ceil(file.size / KIB))} KB
          {file.pages !== null && ` · ${translate('papers.pages', { count: file.pages })}`}
        </Button>
      ))}
      <Button size="small" onClick={() => window.print()}>
        {translate('papers.print')}
      </Button>
    </Stack>
  )
}
