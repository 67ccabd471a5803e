import Download from '@mui/icons-material/FileDownloadOutlined'
import Upload from '@mui/icons-material/FileUploadOutlined'
import { Button, Stack, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify, useTranslate } from 'ra-core'
import { type ChangeEvent, useState } from 'react'
import type { Violation } from '../../contract/index.ts'
import { requestHeaders } from '../../graphqlClient.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface UploadAnswer {
  readonly ok?: boolean
  readonly lines?: number
  readonly violations?: readonly Violation[]
}

async function upload(tenderId: string, file: File): Promise<UploadAnswer> {
  const response = await fetch(`/documents/demand-form/${tenderId}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...requestHeaders(), 'content-type': XLSX },
    body: file,
  })
  const answer: UploadAnswer = await response.json().catch(() => ({}))
  if (!answer.ok && !answer.violations) throw new Error(String(response.status))
  return answer
}

/** The same table as a spreadsheet: download, fill in, upload; errors name the cell. */
export function ExcelForm({ tenderId }: { readonly tenderId: string }) {
  const translate = useTranslate()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const [violations, setViolations] = useState<readonly Violation[]>([])
  const [isRunning, setRunning] = useState(false)
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setRunning(true)
    try {
      const answer = await upload(tenderId, file)
      setViolations(answer.violations ?? [])
      if (answer.ok) notify('page.demand.uploaded', { type: 'success', messageArgs: { lines: answer.lines ?? 0 } })
      await queryClient.invalidateQueries()
    } catch {
      setViolations([{ code: 'outage', path: null, message: translate('app.outage') }])
    } finally {
      setRunning(false)
    }
  }
  return (
    <Panel title={translate('page.demand.excel')} hint={translate('page.demand.excelHint')}>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Button startIcon={<Download />} variant="outlined" href={`/documents/demand-form/${tenderId}`}>
          {translate('page.demand.download')}
        </Button>
        <Button component="label" startIcon={<Upload />} variant="outlined" loading={isRunning} disabled={isRunning}>
          {translate('page.demand.upload')}
          <input type="file" accept=".xlsx" hidden onChange={choose} />
        </Button>
        {isRunning && <Typography role="status">{translate('page.demand.uploading')}</Typography>}
      </Stack>
      <ViolationList violations={violations} />
    </Panel>
  )
}
