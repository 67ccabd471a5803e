import { Autocomplete, Box, Button, GlobalStyles, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { insideSeats } from '#domain/draw.ts'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Draw, DrawnExpert, Tender } from '../contract/index.ts'
import { REPLACE_EXPERT } from '../documents/reviewCommands.ts'
import { dateTime } from '../formats.ts'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { stratumNames } from './drawTexts.ts'
import { manifestOf } from './replay.ts'

const SHEET = 'call-sheet'

/** Printed, nothing but the sheet is on the paper, without its buttons. */
const PRINT = {
  '@media print': {
    'body *': { visibility: 'hidden' },
    [`.${SHEET}, .${SHEET} *`]: { visibility: 'visible' },
    [`.${SHEET}`]: { position: 'absolute', left: 0, top: 0, width: '100%' },
    [`.${SHEET} button`]: { display: 'none' },
    [`.${SHEET} .MuiTableContainer-root`]: { maxHeight: 'none', overflow: 'visible' },
  },
}

interface CallSheetProps {
  readonly tender: Tender
  readonly draw: Draw
}

/** Whom to call, stratum by stratum, for the two who do; who cannot come is replaced by the next reserve. */
export function CallSheet({ tender, draw }: CallSheetProps) {
  const translate = useTranslate()
  if (!draw.isMine || draw.status !== 'drawn') return null
  const names = stratumNames(draw)
  const strata = [...new Set(draw.drawnExperts.map(one => one.stratum))]
  return (
    <Box className={SHEET}>
      <GlobalStyles styles={PRINT} />
      <Panel
        title={translate('draw.call.title')}
        hint={`${tender.title}（${tender.code}） · ${dateTime(draw.drawnAt)} · ${translate('draw.call.hint')}`}
        actions={
          <Button variant="outlined" onClick={() => window.print()}>
            {translate('draw.call.print')}
          </Button>
        }
      >
        <Stack sx={{ gap: 3 }}>
          {strata.map(code => (
            <StratumSheet key={code} name={names.get(code) ?? code} stratum={code} tender={tender} draw={draw} />
          ))}
        </Stack>
      </Panel>
    </Box>
  )
}

interface StratumSheetProps extends CallSheetProps {
  readonly name: string
  readonly stratum: string
}

/** The reserve whom the server would call: the first in order, from outside when the insiders' seats are taken. */
function nextReserve(rows: readonly DrawnExpert[], leaving: DrawnExpert, seats: number): DrawnExpert | undefined {
  const inside = rows.filter(one => one.status === 'drawn' && one !== leaving && !one.expert.outside).length
  return rows.find(one => one.status === 'reserve' && (one.expert.outside || inside < seats))
}

function StratumSheet({ name, stratum, tender, draw }: StratumSheetProps) {
  const translate = useTranslate()
  const rows = draw.drawnExperts.filter(one => one.stratum === stratum)
  const called = rows.filter(one => one.status !== 'reserve')
  const reserves = rows.length - called.length
  const quota = manifestOf(draw)?.strata.find(one => one.code === stratum)?.quota ?? 0
  const canReplace = ['draw', 'review'].includes(tender.stage) && tender.scoreFreeze === null
  return (
    <Box sx={{ breakInside: 'avoid' }}>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {translate('draw.call.stratum', { name, drawn: called.filter(one => one.status === 'drawn').length, reserves })}
      </Typography>
      <RowTable
        rows={called}
        rowKey={one => one.expert.id}
        label={name}
        empty=""
        columns={[
          { key: 'ordinal', label: translate('field.ordinal'), cell: one => one.ordinal, numeric: true },
          { key: 'code', label: translate('field.code'), cell: one => one.expert.code },
          { key: 'name', label: translate('field.expert'), cell: one => <b>{one.expert.name}</b> },
          { key: 'employer', label: translate('field.employer'), cell: one => one.expert.employer, wrap: true },
          {
            key: 'outside',
            label: translate('draw.call.origin'),
            cell: one => translate(one.expert.outside ? 'draw.call.outside' : 'draw.call.inside'),
          },
          { key: 'status', label: translate('field.status'), cell: one => <Standing of={one} /> },
          {
            key: 'act',
            label: translate('draw.call.act'),
            cell: one =>
              one.status === 'drawn' && canReplace ? (
                <ReplaceButton tenderId={tender.id} leaving={one} next={nextReserve(rows, one, insideSeats(quota))} />
              ) : null,
          },
        ]}
      />
    </Box>
  )
}

function Standing({ of }: { readonly of: DrawnExpert }) {
  return (
    <Stack sx={{ alignItems: { xs: 'flex-end', sm: 'flex-start' } }}>
      <StatusChip status={of.status} set="drawnStatus" />
      {of.reason && (
        <Typography variant="body2" color="textSecondary">
          {of.reason}
        </Typography>
      )}
    </Stack>
  )
}

const REASONS = ['illness', 'absent', 'unreachable', 'recused', 'declined'] as const

interface ReplaceButtonProps {
  readonly tenderId: string
  readonly leaving: DrawnExpert
  readonly next: DrawnExpert | undefined
}

function ReplaceButton({ tenderId, leaving, next }: ReplaceButtonProps) {
  const translate = useTranslate()
  const [reason, setReason] = useState('')
  const nextName = next
    ? `${next.ordinal} · ${next.expert.name} · ${next.expert.employer}`
    : translate('draw.call.nobody')
  return (
    <VerbButton
      verb="replaceExpert"
      document={REPLACE_EXPERT}
      look="outlined"
      danger
      incomplete={reason.trim() === '' || next === undefined}
      variables={() => ({ tenderId, expertCode: leaving.expert.code, reason: reason.trim() })}
      facts={[
        [translate('draw.call.leaving'), `${leaving.ordinal} · ${leaving.expert.name} · ${leaving.expert.employer}`],
        [translate('draw.call.next'), nextName],
      ]}
    >
      <Autocomplete
        freeSolo
        options={REASONS.map(one => translate(`draw.call.reason.${one}`))}
        inputValue={reason}
        onInputChange={(_event, text) => setReason(text)}
        renderInput={field => (
          <TextField
            {...field}
            required
            label={translate('field.reason')}
            helperText={translate('draw.call.reasonHint')}
          />
        )}
      />
    </VerbButton>
  )
}
