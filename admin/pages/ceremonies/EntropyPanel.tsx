import { Button, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ChangeEvent, useState } from 'react'
import { fromBase64url, hex, utf8 } from '#domain/bytes.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Tender } from '../../contract/index.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { CONTRIBUTE_ENTROPY, REVEAL_ENTROPY } from '../../documents/reviewCommands.ts'
import { randomBase64, saveFile, toBase64 } from '../../randomness.ts'
import { Panel } from '../../ui/Panel.tsx'

interface EntropyFile {
  readonly kind: 'bencao.entropy/1'
  readonly tender: string
  readonly value: string
}

const FILE_KIND = 'bencao.entropy/1'

function isEntropyFile(value: unknown): value is EntropyFile {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === FILE_KIND && 'value' in value
}

/** The bytes of standard base64 text; null when it is none. */
function bytesOf(base64: string): Uint8Array | null {
  return fromBase64url(base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
}

interface EntropyPanelProps {
  readonly tender: Tender
  /** Null when the role may not see the draw; then both steps are offered at the stage of the draw. */
  readonly status: string | null
}

/** One contributor's randomness: committed before the freeze, kept in a file of their own, revealed after it. */
export function EntropyPanel({ tender, status }: EntropyPanelProps) {
  const translate = useTranslate()
  if (tender.stage !== 'draw' || status === 'drawn') return null
  return (
    <Panel title={translate('page.entropy.title')} hint={translate('page.entropy.hint')}>
      <Stack sx={{ gap: 3 }}>
        {status !== 'frozen' && <Contribute tender={tender} />}
        {status !== 'committing' && <Reveal tender={tender} />}
      </Stack>
    </Panel>
  )
}

function Contribute({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [typed, setTyped] = useState('')
  const [value, setValue] = useState<string | null>(null)
  function keep() {
    const made = typed.trim() === '' ? randomBase64(32) : toBase64(utf8(typed.trim()))
    const file: EntropyFile = { kind: FILE_KIND, tender: tender.code, value: made }
    saveFile(`entropy-${tender.code}.json`, JSON.stringify(file))
    setValue(made)
  }
  async function commitment() {
    const bytes = value === null ? null : bytesOf(value)
    return { tenderId: tender.id, commitment: bytes ? hex(await webCrypto.sha256(bytes)) : '' }
  }
  return (
    <Stack sx={{ gap: 1, alignItems: 'flex-start' }}>
      <Typography variant="h3">{translate('page.entropy.step1')}</Typography>
      <TextField
        label={translate('page.entropy.value')}
        value={typed}
        onChange={event => {
          setTyped(event.target.value)
          setValue(null)
        }}
        helperText={translate('page.entropy.valueHint')}
        sx={{ width: 420, maxWidth: '100%' }}
      />
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button variant="outlined" onClick={keep}>
          {translate('page.entropy.keep')}
        </Button>
        {value !== null && <VerbButton verb="contributeEntropy" document={CONTRIBUTE_ENTROPY} variables={commitment} />}
      </Stack>
    </Stack>
  )
}

function Reveal({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [value, setValue] = useState<string | null>(null)
  const [isBad, setBad] = useState(false)
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const text = (await event.target.files?.[0]?.text()) ?? ''
    const file: unknown = await Promise.resolve(text)
      .then(JSON.parse)
      .catch(() => null)
    setBad(!isEntropyFile(file))
    setValue(isEntropyFile(file) ? file.value : null)
  }
  return (
    <Stack sx={{ gap: 1, alignItems: 'flex-start' }}>
      <Typography variant="h3">{translate('page.entropy.step2')}</Typography>
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button component="label" variant="outlined">
          {translate('page.entropy.choose')}
          <input type="file" accept=".json" hidden onChange={choose} />
        </Button>
        {value !== null && (
          <VerbButton verb="revealEntropy" document={REVEAL_ENTROPY} variables={{ tenderId: tender.id, value }} />
        )}
      </Stack>
      {isBad && <Typography color="error">{translate('page.entropy.badFile')}</Typography>}
    </Stack>
  )
}
