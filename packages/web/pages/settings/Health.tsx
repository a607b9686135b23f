// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Ailment } from '../../api/values.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

interface HealthValue {
  readonly version: string
  readonly database: string
  readonly ailments: readonly Ailment[]
  readonly jobs: { readonly waiting: number; readonly running: number; readonly failed: number }
}

/** What is wrong with the hub, until it is right again. */
export function Health() {
  const query = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => get<HealthValue>('/health', {}, signal),
    refetchInterval: 10_000,
  })
  return (
    <Loaded query={query}>
      {({ version, database, ailments, jobs }) => (
        <section className="card" aria-label="Health of the hub">
          <dl className="facts">
            <dt>Version</dt>
            <dd>{version}</dd>
            <dt>Database</dt>
            <dd>{database}</dd>
            <dt>Jobs</dt>
            <dd>
              {jobs.waiting} waiting, {jobs.running} running, {jobs.failed} given up
            </dd>
          </dl>
          {ailments.length === 0 ? (
            <p>Nothing is wrong.</p>
          ) : (
            <ul>
              {ailments.map(({ code, what, hint, since, count }) => (
                <li key={`${code} ${what}`}>
                  <strong>{what}</strong>. {hint}{' '}
                  <span className="soft">
                    since {momentText(since)}, {count} times
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </Loaded>
  )
}
