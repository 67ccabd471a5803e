import { useTranslate } from 'ra-core'
import type { Indicator } from '#domain/indicators.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { CellInput } from '../../ui/CellInput.tsx'
import { CellSelect } from '../../ui/CellSelect.tsx'
import { answerFault } from './answerValue.ts'

interface AnswerFieldProps {
  readonly indicator: Indicator
  readonly label: string
  readonly text: string
  readonly isOpen: boolean
  readonly onChange: (text: string) => void
}

/** The input that fits the indicator's rule: tiers to pick, yes or no, a number, or a description. */
export function AnswerField({ indicator, label, text, isOpen, onChange }: AnswerFieldProps) {
  const translate = useTranslate()
  const { rule } = indicator
  if (rule.type === 'tier') {
    const options = rule.tiers.map(tier => [tier.code, tier.name[currentLocale()]] as const)
    return (
      <CellSelect label={label} value={text} options={options} disabled={!isOpen} onChange={onChange} width={220} />
    )
  }
  if (rule.type === 'boolean') {
    const options = ['true', 'false'].map(value => [value, translate(`ra.boolean.${value}`)] as const)
    return <CellSelect label={label} value={text} options={options} disabled={!isOpen} onChange={onChange} width={90} />
  }
  const fault = answerFault(indicator, text)
  return (
    <CellInput
      label={label}
      value={text}
      disabled={!isOpen}
      text={rule.type === 'expert'}
      width={rule.type === 'expert' ? 260 : 110}
      onChange={onChange}
      error={fault ? translate(fault) : null}
    />
  )
}
