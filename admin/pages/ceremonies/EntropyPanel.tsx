import { Alert, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { hex, utf8 } from '#domain/bytes.ts'
import { entropyCommitment } from '#domain/draw.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Draw, EntropyContribution, Tender } from '../../contract/index.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { useMe } from '../../data/useMe.ts'
import { CONTRIBUTE_ENTROPY, REVEAL_ENTROPY } from '../../documents/reviewCommands.ts'
import { dateTime } from '../../formats.ts'
import { randomBytes, saveFile, toBase64 } from '../../randomness.ts'
import { Facts } from '../../ui/Facts.tsx'
import { HashGroups } from '../../ui/Fingerprint.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { EntropyFileInput } from './EntropyFileInput.tsx'
import { type EntropyFile, entropyFileText } from './entropyFile.ts'
import { KeepStep } from './KeepStep.tsx'

interface EntropyPanelProps {
  readonly tender: Tender
  readonly draw: Draw
}

/** One contributor's randomness: committed before the freeze, kept in a file of their own, revealed after it. */
export function EntropyPanel({ tender, draw }: EntropyPanelProps) {
  const translate = useTranslate()
  if (tender.stage !== 'draw' || draw.status === 'drawn') return null
  const own = draw.contributions.find(one => one.isOwn) ?? null
  return (
    <Panel title={translate('page.entropy.title')} hint={translate('page.entropy.hint')}>
      <Present tender={tender} draw={draw} own={own} />
    </Panel>
  )
}

function Present({ tender, draw, own }: EntropyPanelProps & { readonly own: EntropyContribution | null }) {
  const translate = useTranslate()
  const isSupplier = useMe()?.role === 'supplier'
  const isTaken = isSupplier && draw.contributions.some(one => one.source.startsWith('supplier'))
  if (own === null && draw.status === 'frozen') return <Typography>{translate('page.entropy.tooLate')}</Typography>
  if (own === null && isTaken) return <Typography>{translate('page.entropy.taken')}</Typography>
  if (own === null) return <Contribute tender={tender} />
  if (own.value !== null)
    return (
      <Alert severity="success" variant="outlined">
        {translate('page.entropy.revealed', { time: dateTime(own.revealedAt) })}
      </Alert>
    )
  if (draw.status === 'committing') return <Committed own={own} />
  return <Reveal tender={tender} own={own} />
}

/** Random bytes are made, saved and read back; only their hash is sent. */
function Contribute({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [value, setValue] = useState<Uint8Array | null>(null)
  const [isKept, setKept] = useState(false)
  function make(words: string) {
    // Words of one's own come on top: they can add to the randomness, never stand in for it.
    const made = new Uint8Array([...randomBytes(32), ...utf8(words)])
    saveFile(`entropy-${tender.code}.json`, entropyFileText(tender.code, toBase64(made)))
    setValue(made)
    setKept(false)
  }
  return (
    <Stack sx={{ gap: 2.5, alignItems: 'flex-start' }}>
      <KeepStep onMake={make} isMade={value !== null} />
      {value !== null && (
        <Stack sx={{ gap: 1, alignItems: 'flex-start' }}>
          <Typography variant="h3">{translate('page.entropy.readBack')}</Typography>
          <EntropyFileInput
            tenderCode={tender.code}
            onFile={file => setKept(file.value === toBase64(value))}
            label={translate('page.entropy.choose')}
          />
          {isKept && <Typography role="status">{translate('page.entropy.kept')}</Typography>}
        </Stack>
      )}
      {value !== null && isKept && (
        <VerbButton
          verb="contributeEntropy"
          document={CONTRIBUTE_ENTROPY}
          variables={async () => ({ tenderId: tender.id, commitment: await entropyCommitment(value, webCrypto) })}
        />
      )}
    </Stack>
  )
}

function Committed({ own }: { readonly own: EntropyContribution }) {
  const translate = useTranslate()
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Alert severity="success" variant="outlined">
        {translate('page.entropy.committed')}
      </Alert>
      <Facts facts={[[translate('field.commitment'), <HashGroups key="hash" hex={own.commitment} />]]} />
      <Lost />
    </Stack>
  )
}

function Lost() {
  const translate = useTranslate()
  return <Typography color="textSecondary">{translate('page.entropy.lost')}</Typography>
}

function Reveal({ tender, own }: { readonly tender: Tender; readonly own: EntropyContribution }) {
  const translate = useTranslate()
  const [file, setFile] = useState<EntropyFile | null>(null)
  const [isOwn, setOwn] = useState(false)
  async function check(chosen: EntropyFile) {
    setFile(chosen)
    setOwn((await entropyCommitment(chosen.bytes, webCrypto)) === own.commitment)
  }
  return (
    <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
      <Typography variant="h3">{translate('page.entropy.step2')}</Typography>
      <EntropyFileInput
        tenderCode={tender.code}
        onFile={chosen => void check(chosen)}
        label={translate('page.entropy.choose')}
      />
      {file && !isOwn && (
        <Alert severity="error" variant="outlined">
          {translate('page.entropy.otherFile')}
        </Alert>
      )}
      {file && isOwn && (
        <>
          <Typography role="status">{translate('page.entropy.matches')}</Typography>
          <VerbButton
            verb="revealEntropy"
            document={REVEAL_ENTROPY}
            variables={{ tenderId: tender.id, value: file.value }}
            facts={[[translate('draw.source.value'), <HashGroups key="value" hex={hex(file.bytes)} />]]}
          />
        </>
      )}
      <Lost />
    </Stack>
  )
}
