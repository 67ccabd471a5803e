import { Button, Stack } from '@mui/material'
import { useRecordContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Declaration, DeclaredAnswer, OwnEvidence, Tender } from '../../contract/index.ts'
import { rulesOf, useTender } from '../../data/TenderContext.tsx'
import { useFirst } from '../../data/useAsk.ts'
import { DECLARED_ANSWERS } from '../../documents/declare.ts'
import { FileDialog } from '../../files/FileList.tsx'
import { ValidityChip } from '../../files/ValidityChip.tsx'
import { points } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { validityAt } from '../../pages/declare/deskState.ts'
import { answerText } from '../../review/answerText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'

/** All indicators of a declaration with the answer, what the rule proposes, and the files that prove it; read-only. */
export function Answers() {
  const declaration = useRecordContext<Declaration>()
  const tender = useTender(declaration?.tenderId ?? null).data
  const id = declaration?.id ?? ''
  const asked = useFirst<{ readonly answers: readonly DeclaredAnswer[] }>(
    'declarations',
    DECLARED_ANSWERS,
    { ids: [id] },
    { enabled: id !== '' },
  )
  if (!tender || !asked.data) return null
  return <AnswerTable tender={tender} answers={asked.data.answers} />
}

interface AnswerTableProps {
  readonly tender: Tender
  readonly answers: readonly DeclaredAnswer[]
}

function AnswerTable({ tender, answers }: AnswerTableProps) {
  const translate = useTranslate()
  const [opened, setOpened] = useState<OwnEvidence | null>(null)
  const of = (code: string) => answers.find(one => one.indicatorCode === code)
  return (
    <Panel title={translate('declare.answerCount')} flush>
      <RowTable
        rows={rulesOf(tender).indicators}
        rowKey={one => one.code}
        label={translate('declare.answerCount')}
        empty="—"
        columns={[
          {
            key: 'name',
            label: translate('field.indicator'),
            cell: one => `${one.code} ${one.name[currentLocale()]}`,
          },
          {
            key: 'answer',
            label: translate('field.answer'),
            wrap: true,
            cell: one => answerText(one, of(one.code)?.value, translate),
          },
          {
            key: 'proposal',
            label: translate('field.proposal'),
            numeric: true,
            cell: one => points(of(one.code)?.proposedCenti),
          },
          {
            key: 'files',
            label: translate('declare.fileCount'),
            wrap: true,
            cell: one =>
              one.evidence === null ? (
                '—'
              ) : (
                <Files tender={tender} files={of(one.code)?.evidence ?? []} open={setOpened} />
              ),
          },
        ]}
      />
      {opened && <FileDialog file={opened.file} firstPage={opened.firstPage} close={() => setOpened(null)} />}
    </Panel>
  )
}

interface FilesProps {
  readonly tender: Tender
  readonly files: readonly OwnEvidence[]
  readonly open: (file: OwnEvidence) => void
}

function Files({ tender, files, open }: FilesProps) {
  const translate = useTranslate()
  if (files.length === 0) return translate('declare.noFile')
  return (
    <Stack sx={{ alignItems: 'flex-start' }}>
      {files.map(one => (
        <Stack key={one.id} direction="row" sx={{ alignItems: 'center', flexWrap: 'wrap', columnGap: 1 }}>
          <Button size="small" variant="text" sx={{ textAlign: 'left' }} onClick={() => open(one)}>
            {one.file.name}
          </Button>
          {one.validUntil && <ValidityChip day={one.validUntil} validity={validityAt(tender, one.validUntil)} />}
        </Stack>
      ))}
    </Stack>
  )
}
