import { MenuItem, Pagination, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { NOTICE_KINDS } from '#domain/notice.ts'
import { pauseText } from '../cases/pauseText.ts'
import type { Notice, Tender } from '../contract/index.ts'
import { usePage } from '../data/useAsk.ts'
import { NOTICE_LIST } from '../documents/tender.ts'
import { dateTime } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

const ALL = 'all'
const PER_PAGE = 20
type Listed = Omit<Notice, 'body' | 'hash' | 'files'>

/** The notices by campaign and kind, newest first, one page of the server's at a time. */
export function NoticeListPanel({ tenders }: { readonly tenders: readonly Tender[] }) {
  const translate = useTranslate()
  const [tenderId, setTenderId] = useState(ALL)
  const [kind, setKind] = useState(ALL)
  const filter = { ...(tenderId === ALL ? {} : { tenderId }), ...(kind === ALL ? {} : { kind }) }
  const [page, setPage] = useState(1)
  const choose = (set: (value: string) => void) => (value: string) => {
    set(value)
    setPage(1)
  }
  const notices = usePage<Listed>('notices', NOTICE_LIST, {
    page,
    perPage: PER_PAGE,
    sort: 'publishedAt',
    order: 'DESC',
    filter,
  })
  return (
    <Panel title={translate('resources.notices.name')} flush>
      <Stack direction="row" sx={{ gap: 2, px: 2, py: 1, flexWrap: 'wrap' }}>
        <Choice
          label={translate('field.tender')}
          value={tenderId}
          choose={choose(setTenderId)}
          options={tenders.map(({ id, code, title, pause }) => [
            id,
            `${code} ${title}${pause ? ` · ${pauseText(pause, translate)}` : ''}`,
          ])}
        />
        <Choice
          label={translate('field.kind')}
          value={kind}
          choose={choose(setKind)}
          options={NOTICE_KINDS.map(one => [one, translate(`noticeKind.${one}`)])}
        />
      </Stack>
      <AskState asked={notices}>
        {({ items, total }) => (
          <>
            <RowTable
              rows={items}
              rowKey={row => row.id}
              label={translate('resources.notices.name')}
              empty={translate('empty.notices')}
              columns={[
                { key: 'number', label: translate('field.number'), cell: row => row.number, wrap: true },
                {
                  key: 'title',
                  label: translate('field.title'),
                  cell: row => <Link to={`/portal/notices/${row.id}`}>{row.title}</Link>,
                  wrap: true,
                },
                {
                  key: 'kind',
                  label: translate('field.kind'),
                  cell: row => translate(`noticeKind.${row.kind}`, { _: row.kind }),
                },
                { key: 'published', label: translate('field.publishedAt'), cell: row => dateTime(row.publishedAt) },
                {
                  key: 'closes',
                  label: translate('field.closesAt'),
                  cell: row =>
                    row.withdrawnAt
                      ? translate('status.withdrawn')
                      : row.objectionsOpen > 0
                        ? translate('papers.paused', { count: row.objectionsOpen })
                        : dateTime(row.closesAt),
                },
              ]}
            />
            {total > PER_PAGE && (
              <Pagination
                aria-label={translate('resources.notices.name')}
                count={Math.ceil(total / PER_PAGE)}
                page={page}
                onChange={(_event, next) => setPage(next)}
                getItemAriaLabel={(type, at) => translate(`papers.paging.${type}`, { page: at ?? '' })}
                sx={{ p: 1.5, '& ul': { justifyContent: 'center' } }}
              />
            )}
          </>
        )}
      </AskState>
    </Panel>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly choose: (value: string) => void
  readonly options: readonly (readonly [string, string])[]
}

function Choice({ label, value, choose, options }: ChoiceProps) {
  const translate = useTranslate()
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={e => choose(e.target.value)}
      sx={{ minWidth: 180 }}
    >
      <MenuItem value={ALL}>{translate('papers.any')}</MenuItem>
      {options.map(([id, name]) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  )
}
