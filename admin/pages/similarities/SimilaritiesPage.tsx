import { Alert, Button, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { SimilarityFlag, Tender } from '../../contract/index.ts'
import { usePage } from '../../data/useAsk.ts'
import { FIND_SIMILARITIES, SIMILARITY_FLAGS } from '../../documents/declare.ts'
import { AskState } from '../../ui/AskState.tsx'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { FlagView } from './FlagView.tsx'

const KINDS = ['sameFile', 'nearText', 'sameMaker', 'sameOrigin', 'related'] as const
const SHOWN = 200
const BP = 100

/** Signs of collusion for the office and the supervisor: what was found, side by side, and what people made of it. */
export default function SimilaritiesPage() {
  return <TaskFrame name="similarity">{tender => <Signs key={tender.id} tender={tender} />}</TaskFrame>
}

function Signs({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [kind, setKind] = useState('')
  const [state, setState] = useState('')
  const [word, setWord] = useState('')
  const [opened, setOpened] = useState<string | null>(null)
  const filter = {
    tenderId: tender.id,
    kind: kind || null,
    q: word.trim() || null,
    isDecided: state === '' ? null : state === 'decided',
  }
  const asked = usePage<SimilarityFlag>('similarityFlags', SIMILARITY_FLAGS, {
    page: 1,
    perPage: SHOWN,
    sort: 'strength',
    order: 'DESC',
    filter,
  })
  const shown = asked.data?.items.find(one => one.id === opened)
  if (shown) return <FlagView flag={shown} back={() => setOpened(null)} />
  const hasClosed = tender.stages.some(one => one.stage === 'declaration' && one.completedAt)
  return (
    <>
      <Alert severity="info" variant="outlined">
        {translate('similarity.hint')}
      </Alert>
      <Panel
        title={translate('similarity.list')}
        flush
        actions={
          hasClosed && (
            <VerbButton
              verb="findSimilarities"
              look="outlined"
              document={FIND_SIMILARITIES}
              variables={{ tenderId: tender.id }}
            />
          )
        }
      >
        <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap', px: 2, py: 1 }}>
          <ChoiceField
            label={translate('similarity.kindFilter')}
            value={kind}
            choose={setKind}
            options={KINDS.map(one => [one, translate(`similarity.kind.${one}`)] as const)}
          />
          <ChoiceField
            label={translate('similarity.stateFilter')}
            value={state}
            choose={setState}
            options={(['open', 'decided'] as const).map(one => [one, translate(`similarity.${one}`)] as const)}
          />
          <TextField
            size="small"
            label={translate('similarity.search')}
            value={word}
            onChange={event => setWord(event.target.value)}
          />
        </Stack>
        <AskState asked={asked}>{found => <FlagTable flags={found.items} open={setOpened} />}</AskState>
      </Panel>
    </>
  )
}

interface FlagTableProps {
  readonly flags: readonly SimilarityFlag[]
  readonly open: (id: string) => void
}

function FlagTable({ flags, open }: FlagTableProps) {
  const translate = useTranslate()
  return (
    <RowTable
      rows={flags}
      rowKey={flag => flag.id}
      label={translate('similarity.list')}
      empty={translate('similarity.none')}
      columns={[
        {
          key: 'kind',
          label: translate('similarity.kindFilter'),
          cell: flag => translate(`similarity.kind.${flag.kind}`),
        },
        {
          key: 'strength',
          label: translate('similarity.strength'),
          numeric: true,
          cell: flag => `${flag.strength / BP} %`,
        },
        {
          key: 'pair',
          label: translate('similarity.pair'),
          wrap: true,
          cell: flag => `${flag.supplierA.name} ↔ ${flag.supplierB.name}`,
        },
        {
          key: 'state',
          label: translate('similarity.state'),
          cell: flag => {
            const last = flag.decisions.at(-1)
            return translate(last ? `similarity.verdict.${last.verdict}` : 'similarity.open')
          },
        },
        {
          key: 'look',
          label: translate('similarity.look'),
          cell: flag => (
            <Button
              size="small"
              onClick={() => open(flag.id)}
              aria-label={`${translate('similarity.look')} ${flag.supplierA.name} ${flag.supplierB.name} ${translate(`similarity.kind.${flag.kind}`)}`}
            >
              {translate('similarity.look')}
            </Button>
          ),
        },
      ]}
    />
  )
}
