import type { I18nProvider } from 'ra-core'
import { type ComponentType, lazy, Suspense } from 'react'
import { Admin, CustomRoutes, localStorageStore, Resource } from 'react-admin'
import { createBrowserRouter, Route, RouterProvider } from 'react-router'
import { authProvider } from './authProvider.ts'
import { dataProvider } from './dataProvider.ts'
import { currentLocale } from './i18n/locale.ts'
import { AppLayout } from './layout/AppLayout.tsx'
import { PAGES } from './pages/registry.tsx'
import { RESOURCES } from './resources/registry.tsx'
import { RoleHome } from './roles/RoleHome.tsx'
import { darkTheme, lightTheme } from './theme.ts'
import { Loading } from './ui/AskState.tsx'

const LoginPage = lazy(() => import('./layout/LoginPage.tsx'))
const Portal = lazy(() => import('./portal/Portal.tsx'))

function element(Page: ComponentType) {
  return (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  )
}

function Screens({ i18nProvider }: { readonly i18nProvider: I18nProvider }) {
  return (
    <Admin
      title="本草联采"
      dataProvider={dataProvider}
      authProvider={authProvider}
      i18nProvider={i18nProvider}
      store={localStorageStore(undefined, 'bencao')}
      layout={AppLayout}
      loginPage={element(LoginPage)}
      dashboard={RoleHome}
      theme={lightTheme(currentLocale())}
      darkTheme={darkTheme(currentLocale())}
      disableTelemetry
      requireAuth={false}
    >
      {Object.entries(RESOURCES).map(([name, { list, show }]) => (
        <Resource key={name} name={name} list={list} show={show} />
      ))}
      <CustomRoutes>
        {PAGES.map(({ path, page }) => (
          <Route key={path} path={path} element={element(page)} />
        ))}
      </CustomRoutes>
      <CustomRoutes noLayout>
        <Route path="/portal/*" element={element(Portal)} />
      </CustomRoutes>
    </Admin>
  )
}

/** The whole application: one router, so that unsaved changes can hold a page back. */
export function App({ i18nProvider }: { readonly i18nProvider: I18nProvider }) {
  const router = createBrowserRouter([{ path: '*', element: <Screens i18nProvider={i18nProvider} /> }])
  return <RouterProvider router={router} />
}
