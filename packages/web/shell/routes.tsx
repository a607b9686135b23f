// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { NotFound } from '../pages/not-found/NotFound.tsx'
import { ProblemNote } from '../parts/Loaded.tsx'
import {
  readAuditSearch,
  readCompareSearch,
  readFindingSearch,
  readProductSearch,
  readTextSearch,
  readTriageSearch,
} from './search.ts'
import { Shell } from './Shell.tsx'

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <ProblemNote error={error} />,
})
const under = { getParentRoute: () => root } as const

/** Each page is fetched when it is first opened. What filters a list stands in the address, so that every view is a link. */
const routes = [
  createRoute({
    ...under,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/today/Today.tsx'), 'Today'),
  }),
  createRoute({
    ...under,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('../pages/sign-in/SignIn.tsx'), 'SignIn'),
  }),
  createRoute({
    ...under,
    path: '/portfolio',
    component: lazyRouteComponent(() => import('../pages/portfolio/Portfolio.tsx'), 'Portfolio'),
  }),
  createRoute({
    ...under,
    path: '/products/$id',
    validateSearch: readProductSearch,
    component: lazyRouteComponent(() => import('../pages/product/ProductPage.tsx'), 'ProductPage'),
  }),
  createRoute({
    ...under,
    path: '/releases/$id',
    validateSearch: readFindingSearch,
    component: lazyRouteComponent(() => import('../pages/release/Release.tsx'), 'Release'),
  }),
  createRoute({
    ...under,
    path: '/triage',
    validateSearch: readTriageSearch,
    component: lazyRouteComponent(() => import('../pages/triage/Triage.tsx'), 'Triage'),
  }),
  createRoute({
    ...under,
    path: '/triage/$vulnerability/$component',
    component: lazyRouteComponent(() => import('../pages/triage/Group.tsx'), 'Group'),
  }),
  createRoute({
    ...under,
    path: '/findings',
    validateSearch: readFindingSearch,
    component: lazyRouteComponent(() => import('../pages/findings/Findings.tsx'), 'Findings'),
  }),
  createRoute({
    ...under,
    path: '/findings/$id',
    component: lazyRouteComponent(() => import('../pages/finding/Finding.tsx'), 'Finding'),
  }),
  createRoute({
    ...under,
    path: '/vulnerabilities/$id',
    component: lazyRouteComponent(
      () => import('../pages/vulnerability/Vulnerability.tsx'),
      'Vulnerability',
    ),
  }),
  createRoute({
    ...under,
    path: '/components/$id',
    component: lazyRouteComponent(() => import('../pages/component/Component.tsx'), 'Component'),
  }),
  createRoute({
    ...under,
    path: '/files/$digest',
    component: lazyRouteComponent(() => import('../pages/file/FilePage.tsx'), 'FilePage'),
  }),
  createRoute({
    ...under,
    path: '/compare',
    validateSearch: readCompareSearch,
    component: lazyRouteComponent(() => import('../pages/compare/Compare.tsx'), 'Compare'),
  }),
  createRoute({
    ...under,
    path: '/search',
    validateSearch: readTextSearch,
    component: lazyRouteComponent(() => import('../pages/search/Search.tsx'), 'Search'),
  }),
  createRoute({
    ...under,
    path: '/settings',
    component: lazyRouteComponent(() => import('../pages/settings/Settings.tsx'), 'Settings'),
  }),
  createRoute({
    ...under,
    path: '/settings/$section',
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import('../pages/settings/Settings.tsx'), 'Settings'),
  }),
] as const

export function createHubRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren(routes),
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createHubRouter>
  }
}
