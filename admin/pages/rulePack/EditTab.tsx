import { Alert, Button, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useMemo, useState } from 'react'
import { completed } from '#domain/olderPack.ts'
import type { Tender } from '../../contract/index.ts'
import type { RuleDraft } from '../../contract/rulePack.ts'
import { useMay } from '../../data/useMe.ts'
import { useRun } from '../../data/useRun.ts'
import { SAVE_RULE_DRAFT } from '../../documents/rulePack.ts'
import { dateTime } from '../../formats.ts'
import { ActionBar } from '../../ui/ActionBar.tsx'
import { HashGroups } from '../../ui/Fingerprint.tsx'
import { LeaveGuard } from '../../ui/LeaveGuard.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { JsonEditor } from './JsonEditor.tsx'
import { PackEditorProvider, usePackEditor } from './PackEditor.tsx'
import { PublishPanel } from './PublishPanel.tsx'
import { RuleForm } from './RuleForm.tsx'

interface EditTabProps {
  readonly tender: Tender
  readonly drafts: readonly RuleDraft[]
}

/** The draft that was saved last, or the pack in force; kept while somebody types, whatever others save meanwhile. */
export function EditTab({ tender, drafts }: EditTabProps) {
  const [base, setBase] = useState<RuleDraft | null>(drafts[0] ?? null)
  const mayEdit = useMay('saveRulePackDraft')
  const published = tender.rulePack
  // A draft of a version that is out by now is history: the next one starts from what is in force.
  const isSpent = base !== null && published !== null && versionOf(base.content) <= published.version
  const from = base && !isSpent ? base.content : published?.content
  const start = useMemo(() => completed(from), [from])
  const newest = drafts[0] ?? null
  return (
    <PackEditorProvider key={base?.revision ?? 0} start={start} isLocked={!mayEdit}>
      <Editor tender={tender} base={base} isSpent={isSpent} newest={newest} setBase={setBase} />
    </PackEditorProvider>
  )
}

function versionOf(content: unknown): number {
  const version = typeof content === 'object' && content !== null && 'version' in content ? content.version : 0
  return typeof version === 'number' ? version : 0
}

interface EditorProps {
  readonly tender: Tender
  readonly base: RuleDraft | null
  readonly isSpent: boolean
  readonly newest: RuleDraft | null
  readonly setBase: (draft: RuleDraft | null) => void
}

function Editor({ tender, base, isSpent, newest, setBase }: EditorProps) {
  const translate = useTranslate()
  const { isChanged, isLocked } = usePackEditor()
  const [asJson, setAsJson] = useState(false)
  const isBehind = newest !== null && newest.revision > (base?.revision ?? 0)
  return (
    <Stack sx={{ gap: 2 }}>
      <LeaveGuard holds={isChanged} texts="page.rulePack.leave" />
      {isBehind && (
        <Alert
          severity="warning"
          action={<Button onClick={() => setBase(newest)}>{translate('page.rulePack.load')}</Button>}
        >
          {translate('page.rulePack.behind', { name: newest.editedBy, revision: newest.revision })}
        </Alert>
      )}
      <Typography component="div" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center' }}>
        {base && !isSpent
          ? translate('page.rulePack.draft', {
              revision: base.revision,
              name: base.editedBy,
              time: dateTime(base.editedAt),
            })
          : translate('page.rulePack.inForce', { version: tender.rulePack?.version ?? 0 })}
        {base && !isSpent && <HashGroups hex={base.hash} />}
      </Typography>
      {base && !isSpent && !isChanged && <PublishPanel tender={tender} draft={base} />}
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button variant="outlined" onClick={() => setAsJson(!asJson)}>
          {translate(asJson ? 'page.rulePack.asForm' : 'page.rulePack.asJson')}
        </Button>
      </Stack>
      {asJson ? <JsonEditor /> : <RuleForm />}
      {!isLocked && <SaveBar tender={tender} base={base} setBase={setBase} />}
    </Stack>
  )
}

function SaveBar({ tender, base, setBase }: Pick<EditorProps, 'tender' | 'base' | 'setBase'>) {
  const translate = useTranslate()
  const { content, isChanged, errors } = usePackEditor()
  const [note, setNote] = useState('')
  const { run, isRunning, violations } = useRun()
  const save = async () => {
    const variables = { tenderId: tender.id, content, basedOn: base?.revision ?? 0, note }
    const saved = await run<RuleDraft>('saveRulePackDraft', SAVE_RULE_DRAFT, variables)
    if (saved) setBase(saved)
  }
  const state = errors.size > 0 ? 'page.rulePack.faults' : isChanged ? 'page.rulePack.unsaved' : 'page.rulePack.saved'
  return (
    <>
      <ViolationList violations={violations} />
      <ActionBar text={translate(state, { count: errors.size })} isBad={errors.size > 0}>
        <TextField
          size="small"
          label={translate('page.rulePack.note')}
          value={note}
          onChange={event => setNote(event.target.value)}
          sx={{ minWidth: 260 }}
        />
        <Button variant="contained" disabled={!isChanged || isRunning} loading={isRunning} onClick={save}>
          {translate('verb.saveRulePackDraft.label')}
        </Button>
      </ActionBar>
    </>
  )
}
