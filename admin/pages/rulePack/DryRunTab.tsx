import { Alert, Button, LinearProgress, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Tender } from '../../contract/index.ts'
import type { DryRun, RuleDraft } from '../../contract/rulePack.ts'
import { useTenderChoice } from '../../data/TenderContext.tsx'
import { useAsk } from '../../data/useAsk.ts'
import { DRY_RUNS, START_DRY_RUN } from '../../documents/rulePack.ts'
import { CANCEL_JOB } from '../../documents/tenderCommands.ts'
import { dateTime, shortHash } from '../../formats.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { CellInput } from '../../ui/CellInput.tsx'
import { CellSelect } from '../../ui/CellSelect.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { DryRunOutcome } from './DryRunOutcome.tsx'

interface DryRunTabProps {
  readonly tender: Tender
  readonly drafts: readonly RuleDraft[]
}

const BUSY_MS = 2000

/** Tries the last draft beside the pack in force; figures of a rehearsal, which change nothing. */
export function DryRunTab({ tender, drafts }: DryRunTabProps) {
  const translate = useTranslate()
  const [shown, setShown] = useState<string | null>(null)
  const asked = useAsk<{ dryRuns: readonly DryRun[] }>(DRY_RUNS, { tenderId: tender.id }, { everyMs: BUSY_MS })
  const draft = drafts[0]
  return (
    <Stack sx={{ gap: 2 }}>
      <Alert severity="info">{translate('page.rulePack.dry.hint')}</Alert>
      {draft ? (
        <StartPanel tender={tender} draft={draft} onStarted={setShown} />
      ) : (
        <EmptyState text={translate('page.rulePack.dry.noDraft')} />
      )}
      <AskState asked={asked}>
        {({ dryRuns }) => (
          <>
            <RunTable runs={dryRuns} show={setShown} />
            {dryRuns.some(run => run.id === shown && run.job.status === 'done') && shown !== null && (
              <DryRunOutcome tender={tender} runId={shown} />
            )}
          </>
        )}
      </AskState>
    </Stack>
  )
}

interface StartPanelProps {
  readonly tender: Tender
  readonly draft: RuleDraft
  readonly onStarted: (id: string) => void
}

function StartPanel({ tender, draft, onStarted }: StartPanelProps) {
  const translate = useTranslate()
  const { tenders } = useTenderChoice()
  const [source, setSource] = useState('synthetic')
  const [seed, setSeed] = useState('1')
  const options = [
    ['synthetic', translate('page.rulePack.dry.synthetic')] as const,
    ...tenders.map(one => [one.id, `${one.title}（${one.code}）`] as const),
  ]
  const isSynthetic = source === 'synthetic'
  const variables = {
    tenderId: tender.id,
    revision: draft.revision,
    source: isSynthetic ? 'synthetic' : 'tender',
    sourceTenderId: isSynthetic ? null : source,
    seed: Number(seed),
  }
  return (
    <Panel title={translate('page.rulePack.dry.start')} hint={translate('page.rulePack.dry.startHint')}>
      <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <CellSelect
          label={translate('page.rulePack.dry.source')}
          value={source}
          options={options}
          onChange={setSource}
          isRequired
          width="min(380px, 85vw)"
        />
        {isSynthetic && translate('page.rulePack.dry.seed')}
        {isSynthetic && (
          <CellInput
            label={translate('page.rulePack.dry.seed')}
            value={seed}
            onChange={setSeed}
            error={/^\d{1,9}$/.test(seed) ? null : translate('page.rulePack.dry.seedHint')}
          />
        )}
        <VerbButton
          verb="dryRunRulePack"
          document={START_DRY_RUN}
          variables={variables}
          incomplete={!/^\d{1,9}$/.test(seed)}
          facts={[
            [translate('proposal.argument.revision'), String(draft.revision)],
            [translate('page.rulePack.dry.source'), options.find(([id]) => id === source)?.[1] ?? ''],
          ]}
          onDone={done => onStarted((done as { id: string }).id)}
        />
      </Stack>
    </Panel>
  )
}

interface RunTableProps {
  readonly runs: readonly DryRun[]
  readonly show: (id: string) => void
}

function RunTable({ runs, show }: RunTableProps) {
  const translate = useTranslate()
  return (
    <Panel title={translate('page.rulePack.dry.runs')} flush>
      <RowTable
        rows={runs}
        rowKey={run => run.id}
        label={translate('page.rulePack.dry.runs')}
        empty={translate('page.rulePack.dry.none')}
        columns={[
          { key: 'at', label: translate('page.rulePack.dry.at'), cell: run => dateTime(run.startedAt) },
          { key: 'by', label: translate('page.rulePack.dry.by'), cell: run => run.startedBy },
          {
            key: 'source',
            label: translate('page.rulePack.dry.source'),
            cell: run => run.sourceTitle ?? `${translate('page.rulePack.dry.synthetic')} #${run.seed}`,
            wrap: true,
          },
          { key: 'pack', label: translate('field.hash'), cell: run => shortHash(run.candidateHash) },
          { key: 'state', label: translate('field.status'), cell: run => <RunState run={run} show={show} /> },
        ]}
      />
    </Panel>
  )
}

function RunState({ run, show }: { readonly run: DryRun; readonly show: (id: string) => void }) {
  const translate = useTranslate()
  const { id, status, percent } = run.job
  if (status === 'done')
    return (
      <Button size="small" onClick={() => show(run.id)}>
        {translate('page.rulePack.dry.show')}
      </Button>
    )
  if (status !== 'running') return <>{translate(`status.${status}`, { _: status })}</>
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
      <LinearProgress
        variant="determinate"
        value={percent}
        aria-label={translate('page.rulePack.dry.runs')}
        sx={{ width: 90 }}
      />
      {percent}%
      <VerbButton verb="cancelJob" document={CANCEL_JOB} variables={{ jobId: id }} look="outlined" />
    </Stack>
  )
}
