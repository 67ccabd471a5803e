import PauseCircle from '@mui/icons-material/PauseCircleOutlined'
import { Alert } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { TenderPause } from '../contract/index.ts'
import { useFirst } from '../data/useAsk.ts'
import { PAUSE } from '../documents/cases.ts'
import { dateTime } from '../formats.ts'
import { pauseCauses } from './pauseText.ts'

interface Paused {
  readonly title: string
  readonly pause: TenderPause | null
}

/** Says on every page of a campaign that it is held up, by what and since when; nothing while it goes on (实施条例 54, 62). */
export function PauseBanner({ tenderId }: { readonly tenderId: string | null }) {
  const asked = useFirst<Paused>('tenders', PAUSE, { ids: [tenderId] }, { enabled: tenderId !== null, everyMs: 15_000 })
  return asked.data ? <PauseAlert {...asked.data} /> : null
}

/** The same for a page that has asked for the campaign already. */
export function PauseAlert({ title, pause }: Paused) {
  const translate = useTranslate()
  if (!pause) return null
  const causes = pauseCauses(pause, translate).join(translate('cases.and'))
  return (
    <Alert severity="warning" icon={<PauseCircle />} role="status" sx={{ mb: 2, borderRadius: '10px' }}>
      <strong>{translate('cases.paused', { title })}</strong> {translate('cases.sentence', { words: causes })}
      {translate('cases.pausedSince', { since: dateTime(pause.since) })} {translate('cases.pausedMeans')}
    </Alert>
  )
}
