import { Tab, Tabs } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Tender } from '../../contract/index.ts'
import type { RuleDraft } from '../../contract/rulePack.ts'
import { useAsk } from '../../data/useAsk.ts'
import { useMay } from '../../data/useMe.ts'
import { RULE_DRAFTS } from '../../documents/rulePack.ts'
import { ProposalsPanel } from '../../doors/ProposalsPanel.tsx'
import { AskState } from '../../ui/AskState.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { CalendarTab } from './CalendarTab.tsx'
import { DiffTab } from './DiffTab.tsx'
import { DryRunTab } from './DryRunTab.tsx'
import { EditTab } from './EditTab.tsx'

const TABS = ['edit', 'diff', 'dryRun', 'calendar'] as const

/** The rules of the tender in work: edited, compared, tried out, published. */
export default function RulePackPage() {
  return <TaskFrame name="rulePack">{tender => <RulePackTabs key={tender.id} tender={tender} />}</TaskFrame>
}

function RulePackTabs({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [tab, setTab] = useState<(typeof TABS)[number]>('edit')
  const drafts = useAsk<{ rulePackDrafts: readonly RuleDraft[] }>(RULE_DRAFTS, { tenderId: tender.id })
  const mayWatch = useMay('rulePackDrafts')
  if (!mayWatch) return null
  return (
    <>
      <ProposalsPanel tenderId={tender.id} />
      <Tabs
        value={tab}
        onChange={(_, next) => setTab(next)}
        variant="scrollable"
        aria-label={translate('page.rulePack.title')}
      >
        {TABS.map(name => (
          <Tab
            key={name}
            value={name}
            id={`rules-tab-${name}`}
            aria-controls={`rules-panel-${name}`}
            label={translate(`page.rulePack.tab.${name}`)}
          />
        ))}
      </Tabs>
      <AskState asked={drafts}>
        {({ rulePackDrafts }) => (
          <>
            {TABS.map(name => (
              // The editor stays mounted: looking at the differences must not lose what was typed.
              <div
                key={name}
                role="tabpanel"
                id={`rules-panel-${name}`}
                aria-labelledby={`rules-tab-${name}`}
                hidden={tab !== name}
              >
                {name === 'edit' && <EditTab tender={tender} drafts={rulePackDrafts} />}
                {name === 'diff' && tab === name && <DiffTab tender={tender} drafts={rulePackDrafts} />}
                {name === 'dryRun' && tab === name && <DryRunTab tender={tender} drafts={rulePackDrafts} />}
                {name === 'calendar' && tab === name && <CalendarTab tender={tender} />}
              </div>
            ))}
          </>
        )}
      </AskState>
    </>
  )
}
