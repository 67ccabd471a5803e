import { Box, Typography } from '@mui/material'
import type { NoticeTable, NoticeView } from '#domain/noticeView.ts'

/** A notice or a letter in the words of its printed form, with real tables. */
export function PaperArticle({ view }: { readonly view: NoticeView }) {
  return (
    <Box component="article" lang="zh-CN" sx={{ '& p': { textIndent: '2em', my: 1, overflowWrap: 'anywhere' } }}>
      <Typography variant="h2" component="h2" align="center">
        {view.title}
      </Typography>
      <Typography align="center" component="div" color="textSecondary" sx={{ mb: 2 }}>
        {view.number}
      </Typography>
      {view.addressee !== undefined && <div>{view.addressee}</div>}
      {view.before.map(text => (
        <p key={text}>{text}</p>
      ))}
      {view.tables.map(table => (
        <PaperTable key={table.caption ?? ''} table={table} fallback={view.title} />
      ))}
      {view.after.map(text => (
        <p key={text}>{text}</p>
      ))}
      <Box sx={{ textAlign: 'right', mt: 3 }}>
        {view.issuer}
        <br />
        {view.date}
      </Box>
    </Box>
  )
}

/** Plain table cells: a notice of winners has thousands. */
function PaperTable({ table, fallback }: { readonly table: NoticeTable; readonly fallback: string }) {
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label={table.caption ?? fallback}
      sx={{
        overflowX: 'auto',
        my: 1.5,
        '& table': { borderCollapse: 'collapse', width: '100%' },
        '& caption': { textAlign: 'left', fontWeight: 650, py: 0.5 },
        '& th, & td': { border: 1, borderColor: 'divider', px: 1, py: 0.5, fontVariantNumeric: 'tabular-nums' },
        '& th': { bgcolor: 'action.hover', whiteSpace: 'nowrap' },
      }}
    >
      <table>
        {table.caption && <caption>{table.caption}</caption>}
        <thead>
          <tr>
            {table.columns.map(column => (
              <th key={column.head} scope="col">
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(row => (
            <tr key={row.join('|')}>
              {row.map((text, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells are known by their column
                <td key={i} style={{ textAlign: table.columns[i]?.align ?? 'left' }}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  )
}
