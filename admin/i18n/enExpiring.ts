/** Messages: papers that end too early. */
export const enExpiring = {
  expiring: {
    filter: 'Filter',
    hint: 'Papers of submitted declarations that have expired or end within %{days} days after the campaign. A flag only: experts judge.',
    supplier: 'Supplier name or code',
    days: 'Days after the campaign',
    reset: 'Reset',
    list: 'Expiring papers: %{count}',
    end: 'Planned end %{end}',
    noEnd: 'No end is planned yet; counted from now.',
    workbook: 'Excel',
    counts: 'By supplier (%{count})',
    daysLeft: 'Days left',
    lots: 'Lots',
    file: 'Paper',
    none: 'No paper has expired or ends too early. They appear by the validity that suppliers state.',
  },
}

export const enExpiringPages = {
  expiringPapers: {
    title: 'Expiring papers',
    hint: 'Papers and licences that end too early, by supplier, lot and indicator.',
  },
}

export const enExpiringFigures = { expiringPapers: 'Papers that end too early' }

export const enExpiringTodos = { renewPapers: 'Renew papers that end too early (%{count})' }

export const enExpiringConsequences = {
  renewPapers: 'After declarations close no paper can be replaced, and an expired one may not count.',
}
