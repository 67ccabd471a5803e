import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Recusal, Tender } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { EXPERTS, SUPPLIERS } from '../documents/registers.ts'
import { RECUSALS } from '../documents/review.ts'
import { DECLARE_CONFLICT } from '../documents/reviewCommands.ts'
import { AskState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { CodePicker } from './CodePicker.tsx'
import { recusalReason } from './drawTexts.ts'

/** Who stays out, of everything or of one supplier's papers, on whose word and why. */
export function RecusalPanel({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAsk<{ recusals: readonly Recusal[] }>(RECUSALS, { tenderId: tender.id }, { everyMs: 10_000 })
  return (
    <Panel
      title={translate('draw.recusal.title')}
      hint={translate('draw.recusal.hint')}
      actions={<ConflictButton tender={tender} />}
      flush
    >
      <AskState asked={asked}>
        {({ recusals }) => (
          <RowTable
            rows={recusals}
            rowKey={one => one.id}
            label={translate('draw.recusal.title')}
            empty={translate('draw.recusal.none')}
            columns={[
              { key: 'expert', label: translate('field.expert'), cell: one => `${one.expert.code} ${one.expert.name}` },
              {
                key: 'scope',
                label: translate('draw.recusal.scope'),
                cell: one =>
                  one.supplierId === null
                    ? translate('draw.recusal.whole')
                    : translate('draw.recusal.oneSupplier', { code: one.supplierCode ?? '—' }),
              },
              {
                key: 'source',
                label: translate('field.source'),
                cell: one => translate(`draw.recusal.${one.source}`, { _: one.source }),
              },
              {
                key: 'reason',
                label: translate('field.reason'),
                cell: one => recusalReason(one, translate),
                wrap: true,
              },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}

/** The office or the supervisor records that an expert may not judge a supplier, or anybody. */
function ConflictButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [expertCode, setExpert] = useState('')
  const [supplierCode, setSupplier] = useState('')
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="declareConflict"
      document={DECLARE_CONFLICT}
      look="outlined"
      incomplete={expertCode === '' || reason.trim() === ''}
      variables={() => ({ tenderId: tender.id, expertCode, supplierCode: supplierCode || null, reason: reason.trim() })}
    >
      <CodePicker list="experts" document={EXPERTS} label={translate('field.expert')} onPick={setExpert} required />
      <CodePicker
        list="suppliers"
        document={SUPPLIERS}
        label={translate('field.supplier')}
        hint={translate('page.draw.allSuppliers')}
        onPick={setSupplier}
      />
      <TextField
        label={translate('field.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        required
        multiline
      />
    </VerbButton>
  )
}
