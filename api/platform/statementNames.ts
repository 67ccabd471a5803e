/** A statement is hot once it has been run so often. */
const HOT_AFTER = 20
/** Each connection keeps each named statement's plan: a few, not all. */
const NAMES_MOST = 128
/** Texts that are counted; lists of many lengths make many. */
const COUNTED_MOST = 2000

/**
 * Gives hot statements a name, under which a connection parses and plans them once. Under row-level security planning takes
 * longer than the work itself: of a saved draft three quarters. PostgreSQL goes on planning anew where that is cheaper.
 * @returns the name of a statement, or undefined while it is not hot
 */
export function statementNames(hotAfter = HOT_AFTER, most = NAMES_MOST): (sql: string) => string | undefined {
  const names = new Map<string, string>()
  const runs = new Map<string, number>()
  return sql => {
    const known = names.get(sql)
    if (known !== undefined || names.size >= most) return known
    const count = (runs.get(sql) ?? 0) + 1
    if (count < hotAfter) {
      if (runs.size >= COUNTED_MOST) runs.clear()
      runs.set(sql, count)
      return undefined
    }
    runs.delete(sql)
    const name = `hot${names.size}`
    names.set(sql, name)
    return name
  }
}
