import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { useCallback, useState } from 'react'
import type { Declaration, Tender, UsedFile } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { STORED_FILES } from '../../documents/files.ts'
import { DECLARATIONS } from '../../documents/review.ts'
import { FileDrop } from '../../files/FileDrop.tsx'
import { whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { FileFilterBar } from './FileFilterBar.tsx'
import { FileTable } from './FileTable.tsx'
import { ALL_FILES, type FileFilter, fits } from './fileFilter.ts'

/** A supplier's files: each once, where it is used, until when it is valid. */
export default function MyFilesPage() {
  return <TaskFrame name="myFiles">{tender => <MyFiles tender={tender} />}</TaskFrame>
}

function MyFiles({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const files = useAll<UsedFile>('storedFiles', STORED_FILES, {})
  const declarations = useAll<Declaration>('declarations', DECLARATIONS, { tenderId: tender.id })
  const refresh = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: ['all', STORED_FILES] }),
    [queryClient],
  )
  return (
    <>
      <Panel title={translate('page.myFiles.upload')} hint={translate('page.myFiles.uploadHint')}>
        <FileDrop place="myFiles" onStored={refresh} />
      </Panel>
      <AskState asked={files}>
        {all => (
          <AskState asked={declarations}>
            {declared => <Filed tender={tender} files={all} declarations={declared} />}
          </AskState>
        )}
      </AskState>
    </>
  )
}

interface FiledProps {
  readonly tender: Tender
  readonly files: readonly UsedFile[]
  readonly declarations: readonly Declaration[]
}

function Filed({ tender, files, declarations }: FiledProps) {
  const translate = useTranslate()
  const [filter, setFilter] = useState<FileFilter>(ALL_FILES)
  const shown = files.filter(file => fits(file, filter, tender))
  return (
    <Panel
      title={translate('page.myFiles.count', { count: whole(shown.length), total: whole(files.length) })}
      hint={translate('page.myFiles.listHint')}
      actions={<FileFilterBar filter={filter} change={setFilter} />}
      flush
    >
      <FileTable tender={tender} files={shown} declarations={declarations} isFiltered={filter !== ALL_FILES} />
    </Panel>
  )
}
