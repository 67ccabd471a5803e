import { Box, Chip, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Notice } from '../contract/index.ts'
import { dateTime } from '../formats.ts'
import { Facts } from '../ui/Facts.tsx'
import { PaperFiles } from './PaperFiles.tsx'

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
      <Box sx={{ mt: 1 }}>
        <PaperFiles files={notice.files} urlOf={format => `/documents/notice/${notice.id}.${format}`} />
      </Box>
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
