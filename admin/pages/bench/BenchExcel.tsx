import Download from '@mui/icons-material/FileDownloadOutlined'
import Upload from '@mui/icons-material/FileUploadOutlined'
import { Alert, Button, Stack } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { type ChangeEvent, useState } from 'react'
import type { Violation } from '../../contract/index.ts'
import { whole } from '../../formats.ts'
import { requestHeaders } from '../../graphqlClient.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface UploadAnswer {
  readonly ok?: boolean
  readonly samples?: number
  readonly violations?: readonly Violation[]
}

/** The whole bench as a workbook: codes and limits filled in; results come back all or nothing, errors by cell. */
export function BenchExcel({ tenderId }: { readonly tenderId: string }) {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const [answer, setAnswer] = useState<UploadAnswer | null>(null)
  const [isRunning, setRunning] = useState(false)
  const address = `/documents/lab-results/${tenderId}`
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setRunning(true)
    setAnswer(null)
    try {
      const headers = { ...requestHeaders(), 'content-type': XLSX }
      const response = await fetch(address, { method: 'POST', credentials: 'same-origin', headers, body: file })
      const told: UploadAnswer = await response.json()
      setAnswer(told)
      await queryClient.invalidateQueries()
    } catch {
      setAnswer({ violations: [{ code: 'outage', path: null, message: translate('app.outage') }] })
    } finally {
      setRunning(false)
    }
  }
  return (
    <Panel title={translate('page.bench.excel')} hint={translate('page.bench.excelHint')}>
      <Stack sx={{ gap: 1.5 }}>
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          <Button startIcon={<Download />} variant="outlined" href={address}>
            {translate('page.bench.download')}
          </Button>
          <Button component="label" startIcon={<Upload />} variant="outlined" loading={isRunning} disabled={isRunning}>
            {translate('page.bench.upload')}
            <input type="file" accept=".xlsx" hidden onChange={choose} />
          </Button>
        </Stack>
        {answer?.ok && (
          <Alert severity="success" variant="outlined">
            {translate('page.bench.imported', { count: whole(answer.samples) })}
          </Alert>
        )}
        <ViolationList violations={answer?.violations ?? []} />
      </Stack>
    </Panel>
  )
}
