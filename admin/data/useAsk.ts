import { useQuery } from '@tanstack/react-query'
import type { Page } from '../contract/index.ts'
import { ask, type Variables } from '../graphqlClient.ts'

/** The server's largest page. */
const WHOLE_PAGE = 1000

interface AskOptions {
  readonly enabled?: boolean
  readonly everyMs?: number | false
}

/** The answer to a question, or where the question stands. */
export interface Asked<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly isLoading: boolean
  readonly refetch: () => unknown
}

/** Asks one query document; asks again whenever a command has changed something. */
export function useAsk<T>(document: string, variables: Variables = {}, options: AskOptions = {}): Asked<T> {
  return useQuery<T>({
    queryKey: ['ask', document, variables],
    queryFn: ({ signal }) => ask<T>(document, variables, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
    retry: 1,
  })
}

/** One page of a list: `name` is the query's root field. */
export function usePage<T>(name: string, document: string, variables: Variables, options?: AskOptions): Asked<Page<T>> {
  const asked = useAsk<Record<string, Page<T>>>(document, variables, options)
  return { ...asked, data: asked.data?.[name] }
}

/** The first row that fits the filter, or null. */
export function useFirst<T>(name: string, document: string, filter: Variables, options?: AskOptions): Asked<T | null> {
  const asked = usePage<T>(name, document, { filter }, options)
  return { ...asked, data: asked.data ? (asked.data.items[0] ?? null) : undefined }
}

async function loadAll<T>(
  name: string,
  document: string,
  filter: Variables,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const rows: T[] = []
  for (let page = 1; ; page++) {
    const variables = { page, perPage: WHOLE_PAGE, filter }
    const found = (await ask<Record<string, Page<T>>>(document, variables, signal))[name]
    rows.push(...(found?.items ?? []))
    if (!found || found.items.length === 0 || rows.length >= found.total) return rows
  }
}

/** Every row that fits the filter, page after page; for lists whose length the rules bound (lots, own contracts). */
export function useAll<T>(
  name: string,
  document: string,
  filter: Variables,
  options: AskOptions = {},
): Asked<readonly T[]> {
  return useQuery<readonly T[]>({
    queryKey: ['all', document, filter],
    queryFn: ({ signal }) => loadAll<T>(name, document, filter, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
    retry: 1,
  })
}
