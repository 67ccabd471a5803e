import { Link, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { TIE_CRITERIA } from '#domain/policies.ts'
import { RULE_FIELDS } from '#domain/ruleFields.ts'
import { STAGES } from '#domain/stage.ts'
import { Panel } from '../../ui/Panel.tsx'
import { EntryTable, ErrorAt } from './EntryTable.tsx'
import { NameInputs } from './IndicatorDrawer.tsx'
import { IndicatorTable } from './IndicatorTable.tsx'
import { OrderList } from './OrderList.tsx'
import { usePackEditor } from './PackEditor.tsx'
import { PriceExample } from './PriceExample.tsx'
import { getIn } from './packPath.ts'
import { RuleInput } from './RuleInput.tsx'

const SECTIONS = [
  'stages',
  'calendar',
  'indicators',
  'review',
  'officers',
  'demand',
  'price',
  'weights',
  'cuts',
  'samples',
  'allocation',
  'contract',
  'credit',
] as const

/** The whole pack by sections, each field with its rule and source beside it. */
export function RuleForm() {
  const translate = useTranslate()
  const { errors } = usePackEditor()
  const count = (section: string) => [...errors.keys()].filter(path => path.startsWith(section)).length
  return (
    <Stack sx={{ gap: 2 }}>
      <Stack
        component="nav"
        direction="row"
        aria-label={translate('page.rulePack.sections')}
        sx={{ gap: 2, flexWrap: 'wrap' }}
      >
        {SECTIONS.map(section => (
          <Link key={section} href={`#rules-${section}`} color={count(section) > 0 ? 'error' : 'primary'}>
            {translate(`page.rulePack.section.${section}`)}
            {count(section) > 0 && ` (${count(section)})`}
          </Link>
        ))}
      </Stack>
      <Panel title={translate('page.rulePack.section.name')}>
        <NameInputs path={['name']} />
      </Panel>
      {SECTIONS.map(section => (
        <div key={section} id={`rules-${section}`}>
          <Panel title={translate(`page.rulePack.section.${section}`)}>
            <Section section={section} />
          </Panel>
        </div>
      ))}
    </Stack>
  )
}

function Section({ section }: { readonly section: (typeof SECTIONS)[number] }) {
  switch (section) {
    case 'stages':
      return (
        <>
          <Scalars path={['stages', 'clocks']} />
          <OrderList path={['stages', 'order']} all={STAGES} />
        </>
      )
    case 'indicators':
      return <IndicatorTable />
    case 'review':
      return (
        <>
          <Scalars path={['review']} />
          <EntryTable path={['review', 'strata']} amount="quota" />
        </>
      )
    case 'price':
      return (
        <>
          <Scalars path={['price']} />
          <PriceExample />
        </>
      )
    case 'cuts':
      return (
        <>
          <Scalars path={['cuts']} />
          <OrderList path={['ties']} all={TIE_CRITERIA} />
        </>
      )
    case 'credit':
      return (
        <>
          <Scalars path={['credit']} />
          <EntryTable path={['credit', 'levels']} amount="points" />
          <EntryTable path={['credit', 'breaches']} amount="points" />
        </>
      )
    default:
      return <Scalars path={[section]} />
  }
}

/** Where a field stands in the order of the rules; a stored document has lost its own. */
const placeOf = (path: readonly string[]) => RULE_FIELDS.findIndex(field => field.path === path.join('.'))

/** The fields of an object that are no lists. */
function Scalars({ path }: { readonly path: readonly string[] }) {
  const { content } = usePackEditor()
  const value = getIn(content, path)
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return (
    <>
      <ErrorAt path={path} />
      {fields
        .filter(([, one]) => typeof one !== 'object' || one === null)
        .sort(([a], [b]) => placeOf([...path, a]) - placeOf([...path, b]))
        .map(([name]) => (
          <RuleInput key={name} path={[...path, name]} />
        ))}
    </>
  )
}
