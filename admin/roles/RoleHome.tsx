import { type ComponentType, lazy, Suspense } from 'react'
import type { Role } from '#domain/permissions.ts'
import { useMe } from '../data/useMe.ts'
import { Loading } from '../ui/AskState.tsx'

const HOMES: Readonly<Record<Role, ComponentType>> = {
  office: lazy(() => import('./office.tsx')),
  officer: lazy(() => import('./officer.tsx')),
  expert: lazy(() => import('./expert.tsx')),
  lab: lazy(() => import('./lab.tsx')),
  supplier: lazy(() => import('./supplier.tsx')),
  distributor: lazy(() => import('./distributor.tsx')),
  hospital: lazy(() => import('./hospital.tsx')),
  cityBureau: lazy(() => import('./cityBureau.tsx')),
  provinceBureau: lazy(() => import('./provinceBureau.tsx')),
  supervisor: lazy(() => import('./supervisor.tsx')),
  auditor: lazy(() => import('./auditor.tsx')),
  admin: lazy(() => import('./admin.tsx')),
}

/** The home of the signed-in person's role. */
export function RoleHome() {
  const me = useMe()
  if (!me) return <Loading />
  const Home = HOMES[me.role]
  return (
    <Suspense fallback={<Loading />}>
      <Home />
    </Suspense>
  )
}
