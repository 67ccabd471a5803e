import { Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { CellSelect } from '../../ui/CellSelect.tsx'
import { HashGroups } from '../../ui/Fingerprint.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RuleChanges } from './RuleChanges.tsx'

/** A pack that can be compared: a published version of any tender, or a draft. */
export interface Comparable {
  readonly id: string
  readonly name: string
  readonly hash: string
  readonly content: unknown
}

interface VersionDiffProps {
  readonly options: readonly Comparable[]
  readonly before: string
  readonly after: string
  readonly hint?: string
}

/** Any two packs beside each other in words; can be printed. */
export function VersionDiff({ options, before, after, hint }: VersionDiffProps) {
  const translate = useTranslate()
  const [chosen, setChosen] = useState({ before, after })
  const found = (id: string) => options.find(one => one.id === id)
  const [a, b] = [found(chosen.before), found(chosen.after)]
  const names = options.map(one => [one.id, one.name] as const)
  return (
    <Panel
      title={translate('page.rulePack.compare')}
      hint={hint}
      actions={
        <Button variant="outlined" onClick={() => window.print()}>
          {translate('page.rulePack.print')}
        </Button>
      }
    >
      <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', mb: 1 }}>
        {(['before', 'after'] as const).map(side => (
          <Stack key={side} sx={{ gap: 0.5, minWidth: 0, maxWidth: '100%' }}>
            {translate(`page.rulePack.${side}`)}
            <CellSelect
              label={translate(`page.rulePack.${side}`)}
              value={chosen[side]}
              options={names}
              isRequired
              width="min(420px, 85vw)"
              onChange={id => setChosen({ ...chosen, [side]: id })}
            />
            <HashGroups hex={found(chosen[side])?.hash ?? ''} />
          </Stack>
        ))}
      </Stack>
      {a && b && <RuleChanges before={a.content} after={b.content} />}
    </Panel>
  )
}
