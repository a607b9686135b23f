// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/react-query'
import { get } from '../api/client.ts'

/** What the first view asks for, by the keys that its parts ask with: all at once, while its code is still on its way. */
export function askAhead(queries: QueryClient): void {
  const { pathname } = location
  if (pathname === '/sign-in') return
  const names =
    pathname === '/' ? ['me', 'today'] : pathname === '/portfolio' ? ['me', 'portfolio'] : ['me']
  for (const name of names) {
    void queries.prefetchQuery({
      queryKey: [name],
      queryFn: ({ signal }) => get<unknown>(`/${name}`, {}, signal),
    })
  }
}
