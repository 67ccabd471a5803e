import type { Person } from './platform.ts'

/** What the home page says that a person has to do in one tender, kind and count. */
export async function todosOf(person: Person, tenderId: string): Promise<readonly (readonly [string, number])[]> {
  const { dashboard } = await person.ask<{
    dashboard: { todos: readonly { kind: string; tenderId: string; count: number }[] }
  }>('{dashboard{todos{kind tenderId count}}}')
  return dashboard.todos.filter(todo => todo.tenderId === tenderId).map(({ kind, count }) => [kind, count] as const)
}

/** Until when a person has to do something in one tender. */
export async function dueAtOf(person: Person, tenderId: string, kind: string): Promise<string | null> {
  const { dashboard } = await person.ask<{
    dashboard: { todos: readonly { kind: string; tenderId: string; dueAt: string | null }[] }
  }>('{dashboard{todos{kind tenderId dueAt}}}')
  return dashboard.todos.find(todo => todo.tenderId === tenderId && todo.kind === kind)?.dueAt ?? null
}
