import { LinearProgress, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReviewProgress } from '../../contract/index.ts'
import { percent, whole } from '../../formats.ts'
import { FigureGrid } from '../../ui/FigureGrid.tsx'

/** The whole review in a few numbers and one bar. */
export function ProgressFigures({ progress }: { readonly progress: ReviewProgress }) {
  const translate = useTranslate()
  const sum = (of: (one: ReviewProgress['experts'][number]) => number) =>
    progress.experts.reduce((total, one) => total + of(one), 0)
  const [items, done] = [sum(one => one.items), sum(one => one.done)]
  const disputes = progress.indicators.reduce((total, one) => total + one.disputes, 0)
  return (
    <Stack sx={{ gap: 1.5 }}>
      <LinearProgress
        variant="determinate"
        value={percent(done, items)}
        aria-label={translate('page.reviewDesk.title')}
      />
      <FigureGrid
        figures={[
          { label: translate('figure.itemsDone'), value: `${whole(done)} / ${whole(items)}` },
          { label: translate('figure.itemsDrafted'), value: whole(sum(one => one.drafted)) },
          { label: translate('figure.experts'), value: whole(progress.experts.length) },
          {
            label: translate('figure.expertsDone'),
            value: whole(progress.experts.filter(one => one.done === one.items).length),
          },
          { label: translate('figure.disputes'), value: whole(disputes) },
          { label: translate('figure.reasonsDue'), value: whole(sum(one => one.reasonsDue)) },
        ]}
      />
    </Stack>
  )
}
