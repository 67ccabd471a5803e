import { Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Contract, Tender } from '../../../contract/index.ts'
import { usePage } from '../../../data/useAsk.ts'
import { CONTRACTS } from '../../../documents/bid.ts'
import { GENERATE_CONTRACTS } from '../../../documents/demandCommands.ts'
import { whole } from '../../../formats.ts'
import { Panel } from '../../../ui/Panel.tsx'

/** Contracts are generated once and then signed by the three parties. */
export function ContractStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const filter = { tenderId: tender.id }
  const all = usePage<Contract>('contracts', CONTRACTS, { page: 1, perPage: 1, filter }, { everyMs: 5000 })
  const signed = usePage<Contract>(
    'contracts',
    CONTRACTS,
    { page: 1, perPage: 1, filter: { ...filter, status: 'effective' } },
    { everyMs: 5000 },
  )
  const count = all.data?.total
  return (
    <Panel
      title={translate('page.tender.thisStage')}
      actions={
        <>
          {count === 0 && <VerbButton verb="generateContracts" document={GENERATE_CONTRACTS} variables={filter} />}
          <Button component={Link} to="/contracts">
            {translate('resources.contracts.name')}
          </Button>
        </>
      }
    >
      <Typography>
        {count === 0
          ? translate('stageWaiting.contracts')
          : translate('page.contract.progress', { done: whole(signed.data?.total), total: whole(count) })}
      </Typography>
    </Panel>
  )
}
