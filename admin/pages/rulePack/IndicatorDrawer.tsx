import { Box, Button, Drawer, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { RULE_TYPES } from '#domain/indicators.ts'
import { ruleWord } from '#domain/ruleFields.ts'
import { isFields } from '#domain/shape.ts'
import { CellSelect } from '../../ui/CellSelect.tsx'
import { EntryTable } from './EntryTable.tsx'
import { usePackEditor } from './PackEditor.tsx'
import { getIn, type PackPath } from './packPath.ts'
import { RuleFieldFrame, RuleInput } from './RuleInput.tsx'

const UNIT = { zh: '', en: '' }

/** What a rule of each type starts with. */
const START: Readonly<Record<string, object>> = {
  boolean: { type: 'boolean' },
  tier: { type: 'tier', tiers: [] },
  linear: { type: 'linear', unit: UNIT, from: 0, to: 100 },
  deduction: { type: 'deduction', unit: UNIT, perUnit: 1 },
  rank: { type: 'rank', unit: UNIT },
  expert: { type: 'expert' },
}

/** Everything about one indicator. */
export function IndicatorDrawer({ index, close }: { readonly index: number; readonly close: () => void }) {
  const translate = useTranslate()
  const { content, language, isLocked, set } = usePackEditor()
  const at: PackPath = ['indicators', index]
  const list = getIn(content, ['indicators'])
  const name = String(getIn(content, [...at, 'name', language]) ?? '')
  const title = `${String(getIn(content, [...at, 'code']) ?? '')} ${name}`
  return (
    <Drawer anchor="right" open onClose={close} slotProps={{ paper: { 'aria-label': title, role: 'dialog' } }}>
      <Stack sx={{ width: { xs: '100vw', md: 860 }, p: 3, gap: 0.5 }}>
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
          <Typography variant="h2" sx={{ flexGrow: 1 }}>
            {title}
          </Typography>
          <Button
            color="error"
            disabled={isLocked || !Array.isArray(list)}
            onClick={() => {
              set(['indicators'], Array.isArray(list) ? list.filter((_, place) => place !== index) : [])
              close()
            }}
          >
            {translate('page.rulePack.remove')}
          </Button>
          <Button variant="contained" onClick={close}>
            {translate('page.rulePack.ready')}
          </Button>
        </Stack>
        <RuleInput path={[...at, 'code']} />
        <NameInputs path={[...at, 'name']} />
        {['points', 'level', 'quality', 'objective'].map(field => (
          <RuleInput key={field} path={[...at, field]} />
        ))}
        <SpecialtyInput path={[...at, 'specialty']} />
        <RuleInputs path={[...at, 'rule']} />
        <EvidenceInput path={[...at, 'evidence']} />
      </Stack>
    </Drawer>
  )
}

/** A name in both languages. */
export function NameInputs({ path }: { readonly path: PackPath }) {
  return (
    <>
      <RuleInput path={[...path, 'zh']} />
      <RuleInput path={[...path, 'en']} />
    </>
  )
}

/** The specialty is a stratum of the same pack, or any. */
function SpecialtyInput({ path }: { readonly path: PackPath }) {
  const translate = useTranslate()
  const { content, language, isLocked, set } = usePackEditor()
  const strata = getIn(content, ['review', 'strata'])
  const options = (Array.isArray(strata) ? strata : []).flatMap(one =>
    isFields(one) && typeof one.code === 'string'
      ? [[one.code, String(getIn(one, ['name', language]) ?? one.code)] as const]
      : [],
  )
  return (
    <RuleFieldFrame path={path}>
      {() => (
        <CellSelect
          label={translate('page.rulePack.specialty')}
          value={String(getIn(content, path) ?? '')}
          options={options}
          disabled={isLocked}
          width="100%"
          onChange={code => set(path, code === '' ? null : code)}
        />
      )}
    </RuleFieldFrame>
  )
}

function RuleInputs({ path }: { readonly path: PackPath }) {
  const translate = useTranslate()
  const { content, language, isLocked, set } = usePackEditor()
  const type = String(getIn(content, [...path, 'type']) ?? '')
  return (
    <Box>
      <RuleFieldFrame path={[...path, 'type']}>
        {() => (
          <CellSelect
            label={translate('page.rulePack.rule')}
            value={type}
            options={RULE_TYPES.map(one => [one, ruleWord(one)[language]] as const)}
            disabled={isLocked}
            width="100%"
            isRequired
            onChange={next => set(path, START[next])}
          />
        )}
      </RuleFieldFrame>
      {type === 'tier' && <EntryTable path={[...path, 'tiers']} amount="points" />}
      {['linear', 'deduction', 'rank'].includes(type) && <NameInputs path={[...path, 'unit']} />}
      {type === 'linear' && ['from', 'to'].map(field => <RuleInput key={field} path={[...path, field]} />)}
      {type === 'deduction' && <RuleInput path={[...path, 'perUnit']} />}
    </Box>
  )
}

function EvidenceInput({ path }: { readonly path: PackPath }) {
  const translate = useTranslate()
  const { content, isLocked, set } = usePackEditor()
  const asked = getIn(content, path) !== null
  return (
    <>
      <RuleFieldFrame path={path}>
        {() => (
          <CellSelect
            label={translate('page.rulePack.evidence')}
            value={String(asked)}
            options={[
              ['true', translate('page.rulePack.evidenceAsked')],
              ['false', translate('page.rulePack.evidenceNone')],
            ]}
            disabled={isLocked}
            width="100%"
            isRequired
            onChange={value => set(path, value === 'true' ? UNIT : null)}
          />
        )}
      </RuleFieldFrame>
      {asked && <NameInputs path={path} />}
    </>
  )
}
