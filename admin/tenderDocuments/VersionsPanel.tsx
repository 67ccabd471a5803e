import { Box, Button, Link, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { type DiffLine, lineDiff } from '#domain/lineDiff.ts'
import type { DocumentVersion } from '../contract/tenderDocument.ts'
import { dateTime } from '../formats.ts'
import { EmptyState } from '../ui/AskState.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'
import { PlainText } from './PlainText.tsx'

/** Every version of the documents, newest first: what is in it, what changed, its hash, and downloads. */
export function VersionsPanel({ versions }: { readonly versions: readonly DocumentVersion[] }) {
  const translate = useTranslate()
  return (
    <Panel title={translate('papers.versions')} hint={translate('papers.versionsHint')}>
      {versions.length === 0 ? (
        <EmptyState text={translate('papers.noVersion')} />
      ) : (
        <Stack sx={{ gap: 3 }}>
          {versions.map((version, i) => (
            <Version key={version.id} version={version} previous={versions[i + 1] ?? null} isNewest={i === 0} />
          ))}
        </Stack>
      )}
    </Panel>
  )
}

interface VersionProps {
  readonly version: DocumentVersion
  readonly previous: DocumentVersion | null
  readonly isNewest: boolean
}

function Version({ version, previous, isNewest }: VersionProps) {
  const translate = useTranslate()
  const [isOpen, setOpen] = useState(isNewest)
  const [isCompared, setCompared] = useState(false)
  const name = translate('papers.version', { version: version.version })
  return (
    <Stack component="article" aria-label={name} sx={{ gap: 1 }}>
      <Typography variant="h3" component="h3">
        {name} · {version.title}
      </Typography>
      <Facts
        facts={[
          [translate('field.publishedAt'), dateTime(version.publishedAt)],
          [translate('papers.hash'), <code key="hash">{version.hash}</code>],
          ...(version.summary ? [[translate('papers.summary'), version.summary] as const] : []),
        ]}
      />
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }} className="no-print">
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {translate(isOpen ? 'papers.fold' : 'papers.read')}
        </Button>
        {previous && (
          <Button size="small" aria-expanded={isCompared} onClick={() => setCompared(!isCompared)}>
            {translate('papers.compare', { version: previous.version })}
          </Button>
        )}
        <Button size="small" href={`/documents/tender-document/${version.id}/0.txt`} download>
          {translate('papers.download')}
        </Button>
      </Stack>
      {isCompared && previous && <Comparison before={textOf(previous)} after={textOf(version)} />}
      {isOpen && <PlainText text={version.body} />}
      {isOpen && version.parts.map(part => <Annex key={part.ordinal} documentId={version.id} part={part} />)}
    </Stack>
  )
}

function Annex({ documentId, part }: { readonly documentId: string; readonly part: DocumentVersion['parts'][number] }) {
  const translate = useTranslate()
  return (
    <Box>
      <Typography variant="subtitle2" component="h3">
        {translate('papers.annex', { number: part.ordinal })} {part.title}
      </Typography>
      {part.body !== '' && <PlainText text={part.body} />}
      {part.body !== '' && (
        <Link href={`/documents/tender-document/${documentId}/${part.ordinal}.txt`} download>
          {translate('papers.download')}
        </Link>
      )}
      {part.fileName && (
        <Typography sx={{ overflowWrap: 'anywhere' }}>
          <Link href={`/documents/tender-document/${documentId}/${part.ordinal}/file`} download>
            {part.fileName}
          </Link>{' '}
          <code>{part.fileSha256}</code>
        </Typography>
      )}
    </Box>
  )
}

/** The whole set as one text, so that a moved or new annex shows too. */
const textOf = (version: DocumentVersion): string =>
  [
    version.title,
    version.body,
    ...version.parts.flatMap(part => [
      `【${part.title}】`,
      part.body,
      ...(part.fileName ? [`${part.fileName} ${part.fileSha256}`] : []),
    ]),
  ].join('\n')

const LOOK: Readonly<Record<DiffLine['kind'], { mark: string; color: string; bgcolor: string }>> = {
  same: { mark: ' ', color: 'text.secondary', bgcolor: 'transparent' },
  removed: { mark: '−', color: 'error.main', bgcolor: 'action.hover' },
  added: { mark: '+', color: 'success.main', bgcolor: 'action.hover' },
}

function Comparison({ before, after }: { readonly before: string; readonly after: string }) {
  const translate = useTranslate()
  return (
    <Box
      component="pre"
      tabIndex={0}
      role="region"
      aria-label={translate('papers.comparison')}
      sx={{
        m: 0,
        p: 1,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        fontFamily: 'inherit',
        maxHeight: 480,
        overflowY: 'auto',
      }}
    >
      {lineDiff(before, after).map(({ kind, text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
        <Box key={i} component={kind === 'removed' ? 'del' : kind === 'added' ? 'ins' : 'span'} sx={lineSx(kind)}>
          {LOOK[kind].mark} {text}
        </Box>
      ))}
    </Box>
  )
}

const lineSx = (kind: DiffLine['kind']) => ({
  display: 'block',
  color: LOOK[kind].color,
  bgcolor: LOOK[kind].bgcolor,
  textDecoration: kind === 'removed' ? 'line-through' : 'none',
})
