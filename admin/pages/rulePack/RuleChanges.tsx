import { useTranslate } from 'ra-core'
import { completed } from '#domain/olderPack.ts'
import { diffRulePacks, ruleValueText } from '#domain/ruleDiff.ts'
import { RowTable } from '../../ui/RowTable.tsx'
import { useRuleLanguage } from './PackEditor.tsx'

interface RuleChangesProps {
  readonly before: unknown
  readonly after: unknown
}

/** The differences of two packs in words, one a row. */
export function RuleChanges({ before, after }: RuleChangesProps) {
  const translate = useTranslate()
  const language = useRuleLanguage()
  const changes = diffRulePacks(completed(before), completed(after)).filter(({ path }) => path[0] !== 'version')
  return (
    <RowTable
      rows={changes}
      rowKey={change => change.path.join('/')}
      label={translate('page.rulePack.changes')}
      empty={translate('page.rulePack.noChanges')}
      columns={[
        { key: 'label', label: translate('page.rulePack.field'), cell: change => change.label[language], wrap: true },
        {
          key: 'kind',
          label: translate('field.kind'),
          cell: change => translate(`page.rulePack.change.${change.kind}`),
        },
        {
          key: 'before',
          label: translate('page.rulePack.before'),
          cell: change => ruleValueText(change.path, change.before, language),
          wrap: true,
        },
        {
          key: 'after',
          label: translate('page.rulePack.after'),
          cell: change => ruleValueText(change.path, change.after, language),
          wrap: true,
        },
      ]}
    />
  )
}
