import { CssBaseline } from '@mui/material'
import { Authenticated, CoreAdminUI, CustomRoutes, type I18nProvider, localStorageStore, Resource } from 'ra-core'
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import {
  AccessDenied,
  AdminContext,
  AuthenticationError,
  Error as ErrorPage,
  LoadingPage,
  NotFound,
  Notification,
} from 'react-admin'
import { createBrowserRouter, Route, RouterProvider } from 'react-router'
import { authProvider } from './authProvider.ts'
import { useMe } from './data/useMe.ts'
import { dataProvider } from './dataProvider.ts'
import { currentLocale } from './i18n/locale.ts'
import { PAGES } from './pages/registry.tsx'
import { RESOURCES } from './resources/registry.tsx'
import { RoleHome } from './roles/RoleHome.tsx'
import { darkTheme, lightTheme } from './theme.ts'
import { Loading } from './ui/AskState.tsx'

const AppLayout = lazy(() => import('./layout/AppLayout.tsx'))
const LoginPage = lazy(() => import('./layout/LoginPage.tsx'))
const Portal = lazy(() => import('./portal/Portal.tsx'))
const ResetPage = lazy(() => import('./doors/ResetPage.tsx'))
const STORE = localStorageStore(undefined, 'bencao')

interface AppProps {
  readonly i18nProvider: I18nProvider
}

function element(Page: ComponentType) {
  return (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  )
}

/**
 * The frame of signed-in pages, loaded once somebody is in: who only reads what is public, or signs in, waits for none of its
 * menus. It stays when the session ends: what is typed on a page must not go with it.
 */
function Frame({ children }: { readonly children: ReactNode }) {
  const isIn = Boolean(useMe())
  const [wasIn, setWasIn] = useState(isIn)
  useEffect(() => setWasIn(was => was || isIn), [isIn])
  if (!isIn && !wasIn) return <Authenticated loading={<LoadingPage />}>{null}</Authenticated>
  return (
    <Suspense fallback={<LoadingPage />}>
      <AppLayout>{children}</AppLayout>
    </Suspense>
  )
}

function Nowhere() {
  return <NotFound />
}

// react-admin's Admin would bring its own login form, and with it every form input, into the first load.
function Screens({ i18nProvider }: AppProps) {
  const [themes] = useState(() => ({ theme: lightTheme(currentLocale()), darkTheme: darkTheme(currentLocale()) }))
  return (
    <AdminContext
      dataProvider={dataProvider}
      authProvider={authProvider}
      i18nProvider={i18nProvider}
      store={STORE}
      {...themes}
    >
      <CssBaseline enableColorScheme />
      <CoreAdminUI
        title="本草联采"
        layout={Frame}
        dashboard={RoleHome}
        loginPage={element(LoginPage)}
        accessDenied={AccessDenied}
        authenticationError={AuthenticationError}
        catchAll={Nowhere}
        error={ErrorPage}
        loading={LoadingPage}
        disableTelemetry
      >
        {Object.entries(RESOURCES).map(([name, { list, show }]) => (
          <Resource key={name} name={name} list={list} show={show} />
        ))}
        <CustomRoutes>
          {PAGES.map(({ path, page }) => (
            <Route key={path} path={path} element={<Authenticated>{element(page)}</Authenticated>} />
          ))}
        </CustomRoutes>
        <CustomRoutes noLayout>
          <Route path="/portal/*" element={element(Portal)} />
          <Route path="/reset/:token" element={element(ResetPage)} />
        </CustomRoutes>
      </CoreAdminUI>
      <Notification />
    </AdminContext>
  )
}

/** The whole application: one router, so that unsaved changes can hold a page back. */
export function App({ i18nProvider }: AppProps) {
  const [router] = useState(() =>
    createBrowserRouter([{ path: '*', element: <Screens i18nProvider={i18nProvider} /> }]),
  )
  return <RouterProvider router={router} />
}
