// SPDX-License-Identifier: Apache-2.0
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from './api/client.ts'
import { askAhead } from './shell/ask-ahead.ts'
import { createHubRouter } from './shell/routes.tsx'
import { applyScheme } from './shell/scheme.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'

const MOST_RETRIES = 2

/** What the hub refused stays refused; what could not be reached is tried again. */
function shouldRetry(count: number, error: Error): boolean {
  const isTemporary = error instanceof ApiProblem && [0, 503].includes(error.body.status)
  return isTemporary && count < MOST_RETRIES
}

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry: shouldRetry } },
})
askAhead(queries)
const router = createHubRouter(queries)
applyScheme()

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
