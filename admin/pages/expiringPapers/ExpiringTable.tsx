import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ExpiringPaper, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { FileDialog } from '../../files/FileList.tsx'
import { ValidityChip } from '../../files/ValidityChip.tsx'
import { whole } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { RowTable } from '../../ui/RowTable.tsx'

interface ExpiringTableProps {
  readonly tender: Tender
  readonly papers: readonly ExpiringPaper[]
}

/** The papers, the earliest end first; each opens. */
export function ExpiringTable({ tender, papers }: ExpiringTableProps) {
  const translate = useTranslate()
  const [opened, setOpened] = useState<ExpiringPaper | null>(null)
  const names = new Map(rulesOf(tender).indicators.map(one => [one.code, one.name[currentLocale()]]))
  return (
    <>
      <RowTable
        rows={papers}
        rowKey={paper => paper.id}
        label={translate('page.expiringPapers.title')}
        empty={translate('expiring.none')}
        columns={[
          {
            key: 'validUntil',
            label: translate('page.myFiles.validUntil'),
            cell: paper => <ValidityChip day={paper.validUntil} validity={paper.validity} />,
          },
          {
            key: 'daysLeft',
            label: translate('expiring.daysLeft'),
            numeric: true,
            cell: paper => (paper.daysLeft < 0 ? `−${whole(-paper.daysLeft)}` : whole(paper.daysLeft)),
          },
          {
            key: 'supplier',
            label: translate('field.supplier'),
            wrap: true,
            cell: paper => `${paper.supplierCode} ${paper.supplierName}`,
          },
          {
            key: 'indicator',
            label: translate('field.indicator'),
            wrap: true,
            cell: paper => `${paper.indicatorCode} ${names.get(paper.indicatorCode) ?? ''}`,
          },
          { key: 'lots', label: translate('expiring.lots'), wrap: true, cell: paper => paper.lotCodes.join('、') },
          {
            key: 'file',
            label: translate('expiring.file'),
            wrap: true,
            cell: paper => (
              <Button size="small" variant="text" sx={{ textAlign: 'left' }} onClick={() => setOpened(paper)}>
                {paper.fileName}
              </Button>
            ),
          },
        ]}
      />
      {opened && <FileDialog file={fileOf(opened)} close={() => setOpened(null)} />}
    </>
  )
}

const fileOf = ({ fileId, fileName, fileType, fileBytes, filePages }: ExpiringPaper) => ({
  id: fileId,
  name: fileName,
  type: fileType,
  bytes: fileBytes,
  pages: filePages,
})
