import { Link, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Evidence, Tender } from '../contract/index.ts'
import { useAsk, usePage } from '../data/useAsk.ts'
import { EVIDENCES } from '../documents/registers.ts'
import { TENDERS } from '../documents/tender.ts'
import { dateTime, shortHash, whole } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

const KIB = 1024

/** The files there are, campaign by campaign; before an award is public, only those who run or watch it see any. */
export function EvidenceList() {
  const tenders = usePage<Tender>('tenders', TENDERS, {
    page: 1,
    perPage: 5,
    sort: 'createdAt',
    order: 'DESC',
    filter: {},
  })
  return (
    <AskState asked={tenders}>
      {({ items }) => items.map(tender => <EvidenceOf key={tender.id} tender={tender} />)}
    </AskState>
  )
}

/** The evidence files of one campaign. */
export function EvidenceOf({ tender }: { readonly tender: Pick<Tender, 'id' | 'title' | 'code'> }) {
  const translate = useTranslate()
  const asked = useAsk<{ evidences: readonly Evidence[] }>(EVIDENCES, { tenderId: tender.id })
  return (
    <Panel
      title={`${translate('portal.verify.files')} · ${tender.title}（${tender.code}）`}
      hint={<Link href="/portal/verify">{translate('portal.verify.title')}</Link>}
      flush
    >
      <AskState asked={asked}>
        {({ evidences }) =>
          evidences.length === 0 ? (
            <Typography color="textSecondary" sx={{ px: 2, pb: 2 }}>
              {translate('portal.verify.none')}
            </Typography>
          ) : (
            <RowTable
              rows={evidences}
              rowKey={row => row.id}
              label={translate('portal.verify.files')}
              empty={translate('portal.verify.none')}
              columns={[
                {
                  key: 'kind',
                  label: translate('field.kind'),
                  cell: row => (
                    <Link href={`/evidence/${tender.id}/${row.kind}.json`} download>
                      {translate(`evidenceKind.${row.kind}`, { _: row.kind })}
                    </Link>
                  ),
                },
                { key: 'size', label: 'KB', cell: row => whole(Math.ceil(row.size / KIB)), numeric: true },
                {
                  key: 'sha256',
                  label: 'SHA-256',
                  cell: row => <code title={row.sha256}>{shortHash(row.sha256)}</code>,
                },
                { key: 'createdAt', label: translate('field.publishedAt'), cell: row => dateTime(row.createdAt) },
              ]}
            />
          )
        }
      </AskState>
    </Panel>
  )
}
