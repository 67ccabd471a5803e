import DownloadIcon from '@mui/icons-material/Download'
import { Box, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { LogState } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { AUDIT_LOG } from '../../documents/registers.ts'
import { dateTime } from '../../formats.ts'
import { ErrorState } from '../../ui/AskState.tsx'
import { type Fact, Facts } from '../../ui/Facts.tsx'
import { HashGroups } from '../../ui/Fingerprint.tsx'
import { Panel } from '../../ui/Panel.tsx'

const EVERY_MS = 10_000
const VERIFY = 'npm run verify -- audit audit.json --checkpoints checkpoints.log'

/** The log's key, its newest checkpoint, who vouches for it, and the files to check it with. */
export function LogPanel() {
  const translate = useTranslate()
  const { data, error, refetch } = useAsk<{ auditLog: LogState }>(AUDIT_LOG, {}, { everyMs: EVERY_MS })
  if (error) return <ErrorState error={error} retry={refetch} />
  return (
    <Panel title={translate('log.title')} hint={translate('log.hint')} actions={<Downloads />}>
      {data && <Facts facts={factsOf(data.auditLog, translate)} />}
    </Panel>
  )
}

function factsOf(state: LogState, translate: ReturnType<typeof useTranslate>): Fact[] {
  const { fingerprint, key, checkpoint, cosignatures } = state
  const rows = (count: number) => translate('log.rows', { count })
  return [
    [translate('log.fingerprint'), <HashGroups key="hash" hex={fingerprint} />],
    [translate('log.key'), <code key="key">{key}</code>],
    [translate('log.checkpoint'), checkpoint ? rows(checkpoint.size) : translate('log.none')],
    ...(checkpoint ? [[translate('log.at'), dateTime(checkpoint.at)] as const] : []),
    [
      translate('log.witnesses'),
      cosignatures.length === 0 ? (
        translate('log.noWitness')
      ) : (
        <Stack key="witnesses">
          {cosignatures.map(({ witness, size, at }) => (
            <Box component="span" key={witness}>
              {translate('log.cosigned', { witness, count: size, time: dateTime(at) })}
            </Box>
          ))}
        </Stack>
      ),
    ],
    [translate('log.verify'), <code key="verify">{VERIFY}</code>],
  ]
}

function Downloads() {
  const translate = useTranslate()
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
      <Button href="/log/audit.json" download="audit.json" startIcon={<DownloadIcon />}>
        {translate('log.download')}
      </Button>
      <Button href="/log/checkpoint" download="checkpoint.txt" startIcon={<DownloadIcon />}>
        {translate('log.downloadCheckpoint')}
      </Button>
    </Stack>
  )
}
