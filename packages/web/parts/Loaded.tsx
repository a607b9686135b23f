// SPDX-License-Identifier: Apache-2.0
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/client.ts'

/** What every page does while it waits and when it fails. Old data stays in sight while newer is fetched. */
export function Loaded<Value>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Value>
  readonly children: (value: Value) => ReactNode
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <ProblemNote error={query.error} />}
        {children(query.data)}
      </>
    )
  }
  if (query.isError) {
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
  }
  return (
    <p className="soft" role="status">
      Loading…
    </p>
  )
}

export function ProblemNote({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
}) {
  const body = error instanceof ApiProblem ? error.body : undefined
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{body?.title ?? 'Something failed'}</strong>
        {body?.detail !== undefined && <>: {body.detail}</>}
      </p>
      {body?.hint !== undefined && <p>{body.hint}</p>}
      {body?.faults !== undefined && (
        <ul>
          {body.faults.map(({ at, message }) => (
            <li key={at}>
              <code>{at}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {body?.instance !== undefined && body.instance !== '' && (
        <p className="soft mono">{body.instance}</p>
      )}
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
