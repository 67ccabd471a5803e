import { Box, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Declaration, Tender, UsedFile } from '../../contract/index.ts'
import { REMOVE_FILES } from '../../documents/files.ts'
import { type FileColumn, FileList } from '../../files/FileList.tsx'
import { ValidityChip } from '../../files/ValidityChip.tsx'
import { AttachButton } from './AttachButton.tsx'
import { earliestEnd, fileValidity } from './fileFilter.ts'
import { UseList } from './UseList.tsx'

interface FileTableProps {
  readonly tender: Tender
  readonly files: readonly UsedFile[]
  readonly declarations: readonly Declaration[]
  readonly isFiltered: boolean
}

/** The files with their uses, their validity, and what can be done with them. */
export function FileTable({ tender, files, declarations, isFiltered }: FileTableProps) {
  const translate = useTranslate()
  const isOpen = tender.stage === 'declaration'
  const columns: readonly FileColumn<UsedFile>[] = [
    {
      key: 'uses',
      label: translate('page.myFiles.uses'),
      wrap: true,
      cell: file => <UseList tender={tender} file={file} declarations={declarations} isOpen={isOpen} />,
    },
    {
      key: 'valid',
      label: translate('page.myFiles.validUntil'),
      cell: file => <ValidityChip day={earliestEnd(file, tender)} validity={fileValidity(file, tender)} />,
    },
    {
      key: 'verbs',
      label: <Box sx={{ position: 'absolute', clip: 'rect(0 0 0 0)' }}>{translate('page.myFiles.verbs')}</Box>,
      cell: file => (
        <Stack direction="row" sx={{ gap: 0.5, justifyContent: 'flex-end' }}>
          {isOpen && <AttachButton tender={tender} file={file} declarations={declarations} />}
          {file.evidence.length === 0 && (
            <VerbButton
              verb="removeFiles"
              document={REMOVE_FILES}
              look="text"
              danger
              variables={{ fileIds: [file.id] }}
              facts={[[translate('files.name'), file.name]]}
            />
          )}
        </Stack>
      ),
    },
  ]
  return (
    <FileList
      files={files}
      columns={columns}
      empty={translate(isFiltered ? 'page.myFiles.noneFits' : 'page.myFiles.none')}
    />
  )
}
