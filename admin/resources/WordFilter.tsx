import { useTranslate } from 'ra-core'
import { SelectInput } from 'react-admin'

interface WordFilterProps {
  readonly source: string
  /** Messages the values are looked up in. */
  readonly set: string
  readonly values: readonly string[]
  /** Message key; the filter menu reads it from the element. */
  readonly label: string
  readonly alwaysOn?: boolean
}

/** A filter over a fixed set of values, shown in the words of the screen. */
export function WordFilter({ source, set, values, label }: WordFilterProps) {
  const translate = useTranslate()
  return (
    <SelectInput
      source={source}
      label={label}
      choices={values.map(id => ({ id, name: translate(`${set}.${id}`, { _: id }) }))}
    />
  )
}
