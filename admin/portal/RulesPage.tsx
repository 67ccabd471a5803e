import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useParams } from 'react-router'
import type { RuleVersions } from '../contract/rulePack.ts'
import { useFirst } from '../data/useAsk.ts'
import { RULE_VERSIONS } from '../documents/rulePack.ts'
import { dateTime } from '../formats.ts'
import { type Comparable, VersionDiff } from '../pages/rulePack/VersionDiff.tsx'
import { AskState, EmptyState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

/** Every published version of a tender's rules and what it changed, for everybody. */
export function RulesPage() {
  const { tenderId = '' } = useParams()
  const translate = useTranslate()
  const asked = useFirst<RuleVersions>('tenders', RULE_VERSIONS, { ids: [tenderId] })
  return (
    <AskState asked={asked}>
      {tender => {
        const newest = tender?.rulePacks[0]
        if (!tender || !newest) return <EmptyState text={translate('page.rulePack.portal.none')} />
        const options = tender.rulePacks.map(
          (pack): Comparable => ({
            ...pack,
            name: translate('page.rulePack.versionOption', {
              version: pack.version,
              title: tender.title,
              code: tender.code,
            }),
          }),
        )
        return (
          <>
            <Link to="/portal/">{translate('ra.action.back')}</Link>
            <Typography variant="h1">
              {tender.title} · {translate('page.rulePack.portal.title')}
            </Typography>
            <Panel title={translate('page.rulePack.portal.title')} hint={translate('page.rulePack.portal.hint')} flush>
              <RowTable
                rows={tender.rulePacks}
                rowKey={pack => pack.id}
                label={translate('page.rulePack.portal.title')}
                empty={translate('page.rulePack.portal.none')}
                columns={[
                  {
                    key: 'version',
                    label: translate('proposal.argument.version'),
                    numeric: true,
                    cell: pack => pack.version,
                  },
                  { key: 'at', label: translate('field.publishedAt'), cell: pack => dateTime(pack.publishedAt) },
                  { key: 'note', label: translate('page.rulePack.note'), cell: pack => pack.note ?? '—', wrap: true },
                  { key: 'hash', label: translate('field.hash'), cell: pack => <code>{pack.hash}</code>, wrap: true },
                ]}
              />
            </Panel>
            <VersionDiff options={options} before={(options[1] ?? options[0])?.id ?? ''} after={newest.id} />
          </>
        )
      }}
    </AskState>
  )
}
