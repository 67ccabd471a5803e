import { Box, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Proposal } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { useMay } from '../data/useMe.ts'
import { PROPOSALS, WITHDRAW_PROPOSAL } from '../documents/identity.ts'
import { dateTime } from '../formats.ts'
import { Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'
import { actDocument, hiddenPasswords, withPasswords } from './acts.ts'
import { useProposalFacts } from './proposalFacts.tsx'

/** What one person proposed and another has to confirm; nothing is shown when nothing waits. */
export function ProposalsPanel({ tenderId }: { readonly tenderId?: string }) {
  const translate = useTranslate()
  const enabled = useMay('proposals')
  const { data } = useAsk<{ proposals: readonly Proposal[] }>(PROPOSALS, tenderId === undefined ? {} : { tenderId }, {
    enabled,
    everyMs: 10_000,
  })
  const proposals = data?.proposals ?? []
  if (proposals.length === 0) return null
  return (
    <Panel title={translate('proposal.title')} hint={translate('proposal.hint')}>
      <Stack sx={{ gap: 2 }}>
        {proposals.map(proposal => (
          <ProposalRow key={proposal.id} proposal={proposal} />
        ))}
      </Stack>
    </Panel>
  )
}

function ProposalRow({ proposal }: { readonly proposal: Proposal }) {
  const translate = useTranslate()
  const facts = useProposalFacts(proposal)
  return (
    <Box component="article" sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 2 }}>
      <Stack sx={{ gap: 1.5 }}>
        <Typography variant="h3">{translate(`verb.${proposal.action}.label`)}</Typography>
        <Facts
          facts={[
            ...facts,
            [translate('proposal.proposedBy'), proposal.proposedBy],
            [translate('proposal.at'), dateTime(proposal.at)],
            [translate('proposal.expiresAt'), dateTime(proposal.expiresAt)],
          ]}
        />
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          {proposal.mayConfirm && <ConfirmButton proposal={proposal} />}
          {proposal.isMine && (
            <VerbButton
              verb="withdrawProposal"
              document={WITHDRAW_PROPOSAL}
              variables={{ id: proposal.id }}
              look="outlined"
              facts={[[translate('proposal.action'), translate(`verb.${proposal.action}.label`)]]}
            />
          )}
          {!proposal.mayConfirm && (
            <Typography color="textSecondary">
              {translate(proposal.isMine ? 'proposal.mine' : 'proposal.watch')}
            </Typography>
          )}
        </Stack>
      </Stack>
    </Box>
  )
}

function ConfirmButton({ proposal }: { readonly proposal: Proposal }) {
  const translate = useTranslate()
  const facts = useProposalFacts(proposal)
  const hidden = hiddenPasswords(proposal.args)
  const [passwords, setPasswords] = useState<Readonly<Record<string, string>>>({})
  const document = actDocument(proposal.action)
  if (!document) return null
  return (
    <VerbButton
      confirming
      verb={proposal.action}
      label={translate('proposal.confirm')}
      document={document}
      variables={() => withPasswords(proposal.args, passwords)}
      facts={[[translate('proposal.proposedBy'), proposal.proposedBy], ...facts]}
      incomplete={hidden.some(login => !passwords[login])}
    >
      {hidden.map(login => (
        <TextField
          key={login}
          type="password"
          autoComplete="new-password"
          label={translate('proposal.secret', { login })}
          helperText={translate('proposal.secretHint')}
          value={passwords[login] ?? ''}
          onChange={event => setPasswords({ ...passwords, [login]: event.target.value })}
        />
      ))}
    </VerbButton>
  )
}
