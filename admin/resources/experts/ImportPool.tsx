import Download from '@mui/icons-material/FileDownloadOutlined'
import Upload from '@mui/icons-material/FileUploadOutlined'
import { Alert, Button, Stack, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { type ChangeEvent, useState } from 'react'
import type { Violation } from '../../contract/index.ts'
import { useMay } from '../../data/useMe.ts'
import { whole } from '../../formats.ts'
import { requestHeaders } from '../../graphqlClient.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const ADDRESS = '/documents/expert-pool'

interface UploadAnswer {
  readonly ok?: boolean
  readonly experts?: number
  readonly ties?: number
  readonly violations?: readonly Violation[]
}

async function upload(file: File): Promise<UploadAnswer> {
  const headers = { ...requestHeaders(), 'content-type': XLSX }
  const response = await fetch(ADDRESS, { method: 'POST', credentials: 'same-origin', headers, body: file })
  const answer: UploadAnswer = await response.json().catch(() => ({}))
  if (!answer.ok && !answer.violations) throw new Error(String(response.status))
  return answer
}

/** The whole pool as a spreadsheet: template down, filled in up, all or nothing; errors name the cell. */
export function ImportPool() {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const [answer, setAnswer] = useState<UploadAnswer | null>(null)
  const [isRunning, setRunning] = useState(false)
  if (!useMay('importExperts')) return null
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setRunning(true)
    setAnswer(null)
    try {
      setAnswer(await upload(file))
      await queryClient.invalidateQueries()
    } catch {
      setAnswer({ violations: [{ code: 'outage', path: null, message: translate('app.outage') }] })
    } finally {
      setRunning(false)
    }
  }
  return (
    <Panel title={translate('draw.import.title')} hint={translate('draw.import.hint')}>
      <Stack sx={{ gap: 1.5 }}>
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <Button startIcon={<Download />} variant="outlined" href={ADDRESS}>
            {translate('draw.import.template')}
          </Button>
          <Button component="label" startIcon={<Upload />} variant="outlined" loading={isRunning} disabled={isRunning}>
            {translate('draw.import.upload')}
            <input type="file" accept=".xlsx" hidden onChange={choose} />
          </Button>
          {isRunning && <Typography role="status">{translate('draw.import.running')}</Typography>}
        </Stack>
        {answer?.ok && (
          <Alert severity="success" variant="outlined">
            {translate('draw.import.done', { experts: whole(answer.experts), ties: whole(answer.ties) })}
          </Alert>
        )}
        <ViolationList violations={answer?.violations ?? []} />
      </Stack>
    </Panel>
  )
}
