import type { TranslateFunction } from 'ra-core'
import type { TenderPause } from '../contract/index.ts'
import { shortTime } from '../formats.ts'

/** What holds a campaign up, by kind. */
export function pauseCauses({ objections, suspensions }: TenderPause, translate: TranslateFunction): string[] {
  return [
    ...(objections > 0 ? [translate('cases.byObjections', { count: objections })] : []),
    ...(suspensions > 0 ? [translate('cases.bySuspension')] : []),
  ]
}

/** A pause in one line: that it is one, why, and since when; for marks, choices and exported lists. */
export function pauseText(pause: TenderPause, translate: TranslateFunction): string {
  const causes = pauseCauses(pause, translate).join(translate('cases.and'))
  return translate('cases.pausedMark', { causes, since: shortTime(pause.since) })
}
