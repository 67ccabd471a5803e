import { Box, Button, Card, MenuItem, Stack, Tab, Tabs, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { ShownFile, SimilarityFlag, SimilarityTexts } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { DECIDE_SIMILARITY, SIMILARITY_TEXTS } from '../../documents/declare.ts'
import { FileViewer } from '../../files/FileViewer.tsx'
import { dateTime } from '../../formats.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { MarkedText } from './MarkedText.tsx'

const BP = 100

/** One sign: both files beside each other, as they are and as words with what they share, and a person's decision. */
export function FlagView({ flag, back }: { readonly flag: SimilarityFlag; readonly back: () => void }) {
  const translate = useTranslate()
  const { fileA, fileB, supplierA, supplierB } = flag
  return (
    <Stack sx={{ gap: 2, minWidth: 0 }}>
      <Box>
        <Button onClick={back}>{translate('similarity.back')}</Button>
      </Box>
      <Panel
        title={translate('similarity.compare', { a: supplierA.name, b: supplierB.name })}
        actions={<Decide flag={flag} />}
      >
        <Facts
          facts={[
            [translate('similarity.kindFilter'), translate(`similarity.kind.${flag.kind}`)],
            [translate('similarity.strength'), `${flag.strength / BP} %`],
            [translate('similarity.shared'), flag.sharedKey],
          ]}
        />
        {flag.decisions.length > 0 && (
          <Box component="section" aria-label={translate('similarity.history')} sx={{ mt: 1.5 }}>
            <Typography variant="h3" component="h3">
              {translate('similarity.history')}
            </Typography>
            {flag.decisions.map(one => (
              <Typography key={one.id}>
                {translate(`similarity.verdict.${one.verdict}`)}：{one.reason}（{one.decidedBy}{' '}
                {dateTime(one.decidedAt)}）
              </Typography>
            ))}
          </Box>
        )}
      </Panel>
      {fileA && fileB ? (
        <SideBySide flag={flag} fileA={fileA} fileB={fileB} />
      ) : (
        <Typography color="textSecondary">{translate('similarity.noFiles')}</Typography>
      )}
    </Stack>
  )
}

interface SideBySideProps {
  readonly flag: SimilarityFlag
  readonly fileA: ShownFile
  readonly fileB: ShownFile
}

function SideBySide({ flag, fileA, fileB }: SideBySideProps) {
  const translate = useTranslate()
  const [view, setView] = useState<'words' | 'file'>('words')
  const asked = useAsk<{ similarityTexts: SimilarityTexts | null }>(SIMILARITY_TEXTS, { flagId: flag.id })
  const texts = asked.data?.similarityTexts
  const passages = texts?.passages ?? []
  const sides = [
    [flag.supplierA, fileA, texts?.textA ?? '', passages.map(one => [one.startA, one.endA] as const)],
    [flag.supplierB, fileB, texts?.textB ?? '', passages.map(one => [one.startB, one.endB] as const)],
  ] as const
  return (
    <Stack sx={{ gap: 1, minWidth: 0 }}>
      <Tabs
        value={view}
        onChange={(_, next: 'words' | 'file') => setView(next)}
        aria-label={translate('similarity.look')}
      >
        <Tab value="words" label={translate('similarity.words')} />
        <Tab value="file" label={translate('similarity.file')} />
      </Tabs>
      {view === 'words' && texts && (
        <Typography color="textSecondary">{translate('similarity.wordsHint', { count: passages.length })}</Typography>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0,1fr)', md: 'minmax(0,1fr) minmax(0,1fr)' },
        }}
      >
        {sides.map(([supplier, file, text, marks]) => (
          <Card
            key={supplier.id}
            component="section"
            aria-label={`${supplier.name} ${file.name}`}
            sx={{ p: 2, minWidth: 0 }}
          >
            <Typography variant="h3" component="h3">
              {supplier.name}
            </Typography>
            <Typography color="textSecondary" sx={{ mb: 1, overflowWrap: 'anywhere' }}>
              {file.name}
            </Typography>
            {view === 'words' ? <MarkedText text={text} marks={marks} label={file.name} /> : <FileViewer file={file} />}
          </Card>
        ))}
      </Box>
    </Stack>
  )
}

function Decide({ flag }: { readonly flag: SimilarityFlag }) {
  const translate = useTranslate()
  const [verdict, setVerdict] = useState('watch')
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="decideSimilarity"
      document={DECIDE_SIMILARITY}
      variables={{ flagId: flag.id, verdict, reason }}
      incomplete={reason.trim() === ''}
      onDone={() => setReason('')}
    >
      <TextField
        select
        size="small"
        label={translate('similarity.decide')}
        value={verdict}
        onChange={event => setVerdict(event.target.value)}
      >
        {(['watch', 'dismiss'] as const).map(one => (
          <MenuItem key={one} value={one}>
            {translate(`similarity.verdict.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        size="small"
        multiline
        minRows={2}
        label={translate('similarity.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
    </VerbButton>
  )
}
