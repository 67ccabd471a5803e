import { Alert, Box, Button, LinearProgress, List, ListItem, Stack, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useLocaleState, useTranslate } from 'ra-core'
import { type ChangeEvent, type DragEvent, useEffect, useState } from 'react'
import type { Report } from '../../verify/report.ts'
import { checkedText, faultText, type VerifyLocale } from '../../verify/texts.ts'
import { whole } from '../formats.ts'
import { Panel } from '../ui/Panel.tsx'
import { EvidenceList } from './EvidenceList.tsx'
import { type VerifyAnswer, verifyFile } from './verifyFile.ts'

/** The platform's word for the log's key; whoever does not trust it compares it with a printed one. */
async function loadLogKey(): Promise<string | null> {
  const response = await fetch('/log/key')
  return response.ok ? (await response.text()).trim() : null
}

/** Anybody checks a draw, an opening, scores, a ranking or an allocation, in their own browser. */
export function VerifyPage() {
  const translate = useTranslate()
  const logKey = useQuery({ queryKey: ['logKey'], queryFn: loadLogKey, staleTime: Number.POSITIVE_INFINITY })
  const [file, setFile] = useState<File | null>(null)
  const [answer, setAnswer] = useState<VerifyAnswer | null>(null)
  const key = logKey.data ?? null
  useEffect(() => {
    if (file === null) return
    setAnswer(null)
    return verifyFile({ file, logKey: key }, setAnswer)
  }, [file, key])
  return (
    <>
      <Typography variant="h1">{translate('portal.verify.title')}</Typography>
      <Typography color="textSecondary">{translate('portal.verify.explanation')}</Typography>
      <Panel title={translate('portal.verify.choose')} hint={translate('portal.verify.local')}>
        <DropZone onFile={setFile} />
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1, overflowWrap: 'anywhere' }}>
          {translate('portal.verify.logKey')}：<code>{key ?? '—'}</code>
        </Typography>
      </Panel>
      {file && <Outcome name={file.name} answer={answer} />}
      <EvidenceList />
    </>
  )
}

function DropZone({ onFile }: { readonly onFile: (file: File | null) => void }) {
  const translate = useTranslate()
  const [isOver, setOver] = useState(false)
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    onFile(event.target.files?.[0] ?? null)
    event.target.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0] ?? null)
  }
  return (
    <Stack
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        p: 3,
        gap: 1,
        alignItems: 'center',
        border: '2px dashed',
        borderColor: isOver ? 'primary.main' : 'divider',
        borderRadius: 2,
      }}
    >
      <Typography>{translate('portal.verify.drop')}</Typography>
      <Button component="label" variant="contained">
        {translate('portal.verify.button')}
        <input type="file" accept=".json,application/json" hidden onChange={choose} />
      </Button>
    </Stack>
  )
}

function Outcome({ name, answer }: { readonly name: string; readonly answer: VerifyAnswer | null }) {
  const translate = useTranslate()
  const report = answer?.report
  return (
    <Panel title={name}>
      <Box aria-live="polite">
        {report ? (
          <Verdict report={report} />
        ) : (
          <>
            <Typography>{translate('portal.verify.running')}</Typography>
            <LinearProgress aria-label={translate('portal.verify.running')} />
          </>
        )}
        <Counts checked={answer === null ? {} : (answer.report ?? answer).checked} />
      </Box>
    </Panel>
  )
}

function Verdict({ report }: { readonly report: Report }) {
  const translate = useTranslate()
  const locale = useVerifyLocale()
  return report.fault ? (
    <Alert severity="error">
      {translate('portal.verify.bad')} {faultText(report.fault, locale)}
    </Alert>
  ) : (
    <Alert severity="success">{translate('portal.verify.good')}</Alert>
  )
}

function Counts({ checked }: { readonly checked: Readonly<Record<string, number>> }) {
  const locale = useVerifyLocale()
  return (
    <List dense sx={{ columns: { sm: 2 } }}>
      {Object.entries(checked).map(([what, count]) => (
        <ListItem key={what} disableGutters>
          {checkedText(what, locale)}：{whole(count)}
        </ListItem>
      ))}
    </List>
  )
}

function useVerifyLocale(): VerifyLocale {
  const [locale] = useLocaleState()
  return locale === 'en' ? 'en' : 'zh'
}
