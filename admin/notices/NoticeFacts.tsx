import { Button, Chip, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Notice } from '../contract/index.ts'
import { dateTime, shortHash, whole } from '../formats.ts'
import { Facts } from '../ui/Facts.tsx'

const KIB = 1024

/** Number, clock, hash and files of a notice. An open objection stops its clock. */
export function NoticeFacts({ notice }: { readonly notice: Notice }) {
  const translate = useTranslate()
  return (
    <>
      <Facts
        facts={[
          [translate('field.number'), notice.number],
          [translate('field.kind'), translate(`noticeKind.${notice.kind}`, { _: notice.kind })],
          [translate('field.publishedAt'), dateTime(notice.publishedAt)],
          ...(notice.closesAt === null
            ? []
            : [[translate('field.closesAt'), <Clock key="clock" notice={notice} />] as const]),
          [translate('field.hash'), <code key="hash">{notice.hash}</code>],
          ...notice.files.map(
            file => [`${file.format.toUpperCase()} SHA-256`, <code key={file.format}>{file.sha256}</code>] as const,
          ),
        ]}
      />
      <Stack direction="row" className="no-print" sx={{ gap: 1, mt: 1, flexWrap: 'wrap' }}>
        {notice.files.length === 0 && translate('papers.printing')}
        {notice.files.map(file => (
          <Button
            key={file.format}
            variant="outlined"
            size="small"
            href={`/documents/notice/${notice.id}.${file.format}`}
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
    </>
  )
}

function Clock({ notice }: { readonly notice: Notice }) {
  const translate = useTranslate()
  return (
    <Stack direction="row" component="span" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      {dateTime(notice.closesAt)}
      {notice.objectionsOpen > 0 && (
        <Chip
          size="small"
          color="warning"
          variant="outlined"
          label={translate('papers.paused', { count: notice.objectionsOpen })}
        />
      )}
    </Stack>
  )
}
