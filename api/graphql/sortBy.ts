type Order = 'asc' | 'desc'

/** Sort keys that are columns of the model itself: what a table's own heads ask for. */
export function sortBy(...columns: readonly string[]): Readonly<Record<string, (order: Order) => object>> {
  return Object.fromEntries(columns.map(column => [column, (order: Order) => ({ [column]: order })]))
}
