import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { IndicatorLevel } from '#domain/indicators.ts'
import type { Declaration } from '../../contract/index.ts'
import { EmptyState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { answerKey, toText } from './answerValue.ts'
import { type Desk, keyAt, lacksOf } from './deskState.ts'
import { IndicatorCard } from './IndicatorCard.tsx'
import { subjectsOf } from './subjects.ts'
import type { Autosave } from './useAutosave.ts'

interface LevelStepProps {
  readonly desk: Desk
  readonly level: IndicatorLevel
  /** The subject that is shown; the first when it is none of this level. */
  readonly subject: string
  readonly choose: (subjectKey: string) => void
  readonly saving: Autosave
  readonly isOpen: boolean
}

/** The indicators of one level for one subject, and how many declarations its answers serve. */
export function LevelStep({ desk, level, subject, choose, saving, isOpen }: LevelStepProps) {
  const translate = useTranslate()
  const subjects = subjectsOf(level, desk.live, translate)
  const indicators = desk.indicators.filter(one => one.level === level)
  const present = subjects.find(one => one.key === subject) ?? subjects[0]
  if (!present) return <EmptyState text={translate('page.declare.lotsFirst')} />
  if (indicators.length === 0) return <EmptyState text={translate('page.declare.noIndicators')} />
  const uses = desk.live.filter(one => keyAt(level, one) === present.key)
  const lacks = lacksOf(desk)
  const lackOf = (key: string) => lacks.filter(one => one.subjectKey === key).length
  const [only] = uses
  return (
    <Stack sx={{ gap: 2, minWidth: 0 }}>
      <Panel title={present.name} hint={translate('declare.usedFor', { count: uses.length })}>
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          {subjects.length > 1 && (
            <TextField
              select
              size="small"
              label={translate(`declare.choose.${level}`)}
              value={present.key}
              sx={{ minWidth: 240, maxWidth: '100%' }}
              onChange={event => choose(event.target.value)}
            >
              {subjects.map(one => (
                <MenuItem key={one.key} value={one.key}>
                  {one.name} {lackOf(one.key) > 0 ? translate('declare.lack', { count: lackOf(one.key) }) : '✓'}
                </MenuItem>
              ))}
            </TextField>
          )}
          {level === 'spec' && only && isOpen && <CopyGrade desk={desk} to={only} saving={saving} />}
          <Typography role="status">
            {lackOf(present.key) > 0
              ? translate('declare.lack', { count: lackOf(present.key) })
              : translate('declare.nothingMissing')}
          </Typography>
        </Stack>
      </Panel>
      {indicators.map(indicator => {
        const key = answerKey(present.key, indicator.code)
        return (
          <IndicatorCard
            key={key}
            desk={desk}
            indicator={indicator}
            subjectKey={present.key}
            subjectName={present.name}
            answer={desk.answers.get(key)}
            typed={saving.typed.get(key)}
            files={desk.evidence.get(key) ?? []}
            isOpen={isOpen}
            change={saving.change}
          />
        )
      })}
    </Stack>
  )
}

interface CopyGradeProps {
  readonly desk: Desk
  readonly to: Declaration
  readonly saving: Autosave
}

/** Takes over the answers of the same variety's other grade; each is saved as if it were typed, and can be changed. */
function CopyGrade({ desk, to, saving }: CopyGradeProps) {
  const translate = useTranslate()
  const from = desk.live.find(one => one.id !== to.id && one.lot.spec.variety.code === to.lot.spec.variety.code)
  if (!from) return null
  const indicators = desk.indicators.filter(one => one.level === 'spec')
  const found = indicators.flatMap(indicator => {
    const key = answerKey(keyAt('spec', from), indicator.code)
    const text = saving.typed.get(key)?.text ?? toText(desk.answers.get(key)?.value)
    return text === '' ? [] : [[indicator, text] as const]
  })
  return (
    <Button
      variant="outlined"
      disabled={found.length === 0}
      onClick={() => {
        for (const [indicator, text] of found) saving.change(indicator, keyAt('spec', to), text)
      }}
    >
      {translate('declare.copyGrade', { lot: from.lot.code, count: found.length })}
    </Button>
  )
}
