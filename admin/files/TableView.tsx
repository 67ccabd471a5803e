import { Alert, Button, Stack, Tab, Table, TableBody, TableCell, TableContainer, TableRow, Tabs } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ShownFile } from '../contract/index.ts'
import { requestHeaders } from '../graphqlClient.ts'
import { EmptyState, Loading } from '../ui/AskState.tsx'
import { fileUrl } from './fileServer.ts'

interface FileTable {
  readonly sheets: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[]
  readonly isCut: boolean
}

async function loadTable(id: string): Promise<FileTable> {
  const response = await fetch(`${fileUrl(id)}/table`, { credentials: 'same-origin', headers: requestHeaders() })
  if (!response.ok) throw new Error(String(response.status))
  return response.json()
}

/** A workbook's or csv's cells, to be read. */
export function TableView({ file, height }: { readonly file: ShownFile; readonly height: number | string }) {
  const translate = useTranslate()
  const [chosen, setChosen] = useState(0)
  const asked = useQuery({ queryKey: ['fileTable', file.id], queryFn: () => loadTable(file.id), retry: 1 })
  const download = (
    <Button href={fileUrl(file.id)} download={file.name}>
      {translate('files.download')}
    </Button>
  )
  if (asked.error)
    return (
      <Alert severity="info" variant="outlined" action={download}>
        {translate('files.noPreview', { name: file.name })}
      </Alert>
    )
  if (!asked.data) return <Loading />
  const { sheets, isCut } = asked.data
  const rows = sheets[chosen]?.rows ?? []
  return (
    <Stack sx={{ gap: 1 }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1 }}>
        {sheets.length > 1 && (
          <Tabs
            value={chosen}
            onChange={(_, next: number) => setChosen(next)}
            variant="scrollable"
            aria-label={translate('files.sheets')}
            sx={{ flexGrow: 1 }}
          >
            {sheets.map(sheet => (
              <Tab key={sheet.name} label={sheet.name} />
            ))}
          </Tabs>
        )}
        {download}
      </Stack>
      {isCut && <Alert severity="info">{translate('files.tableCut')}</Alert>}
      {rows.length === 0 ? (
        <EmptyState text={translate('files.emptySheet')} />
      ) : (
        <TableContainer tabIndex={0} sx={{ maxHeight: height }}>
          <Table size="small" aria-label={file.name}>
            <TableBody>
              {rows.map((row, r) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a sheet has no other names for its rows
                <TableRow key={r} hover>
                  {row.map((cell, c) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a sheet has no other names for its cells
                    <TableCell key={c} sx={{ whiteSpace: 'pre-wrap' }}>
                      {cell}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </Stack>
  )
}
