import Download from '@mui/icons-material/FileDownloadOutlined'
import Upload from '@mui/icons-material/FileUploadOutlined'
import { Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ChangeEvent, useState } from 'react'
import type { AnswerInput, Violation } from '../../contract/index.ts'
import { requestHeaders } from '../../graphqlClient.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import type { Desk } from './deskState.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface ReadForm {
  readonly ok?: boolean
  readonly read?: number
  readonly changes?: readonly AnswerInput[]
  readonly violations?: readonly Violation[]
}

async function upload(tenderId: string, file: File): Promise<ReadForm> {
  const response = await fetch(`/documents/declaration-form/${tenderId}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...requestHeaders(), 'content-type': XLSX },
    body: file,
  })
  const answer: ReadForm = await response.json().catch(() => ({}))
  if (!answer.ok && !answer.violations) throw new Error(String(response.status))
  return answer
}

/** The answers as a workbook: download, fill in, upload; wrong cells by address, then what would change, then saved. */
export function ExcelPanel({ desk, isOpen }: { readonly desk: Desk; readonly isOpen: boolean }) {
  const translate = useTranslate()
  const [read, setRead] = useState<ReadForm | null>(null)
  const [isRunning, setRunning] = useState(false)
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setRunning(true)
    try {
      setRead(await upload(desk.tender.id, file))
    } catch {
      setRead({ violations: [{ code: 'outage', path: null, message: translate('app.outage') }] })
    } finally {
      setRunning(false)
    }
  }
  return (
    <Panel title={translate('declare.excel')} hint={translate('declare.excelHint')}>
      <Stack sx={{ gap: 1.5 }}>
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          <Button startIcon={<Download />} variant="outlined" href={`/documents/declaration-form/${desk.tender.id}`}>
            {translate('declare.download')}
          </Button>
          {isOpen && (
            <Button component="label" startIcon={<Upload />} variant="outlined" loading={isRunning}>
              {translate('declare.upload')}
              <input type="file" accept=".xlsx" hidden onChange={choose} aria-label={translate('declare.upload')} />
            </Button>
          )}
        </Stack>
        <ViolationList violations={read?.violations ?? []} />
        {read?.changes && (
          <ChangeTable
            desk={desk}
            changes={read.changes}
            title={translate('declare.read', { read: read.read ?? 0, changes: read.changes.length })}
            done={() => setRead(null)}
          />
        )}
      </Stack>
    </Panel>
  )
}
