import { useQuery } from '@tanstack/react-query'
import { type Me, mayDo, whoAmI } from '../session.ts'

/** The signed-in person; undefined while asking, null for nobody. */
export function useMe(): Me | null | undefined {
  return useQuery({ queryKey: ['me'], queryFn: whoAmI, staleTime: Number.POSITIVE_INFINITY }).data
}

/** Whether the signed-in person may perform the query or command. */
export function useMay(name: string): boolean {
  const me = useMe()
  return me ? mayDo(me.role, name) : false
}
