// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Ailment, Me } from '../../api/values.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'
import { GivenUpJobs } from './GivenUpJobs.tsx'

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
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => get<Me>('/me', {}, signal),
  })
  return (
    <div className="stack">
      <Loaded query={query}>{(health) => <Facts health={health} />}</Loaded>
      {me.data?.operates === true && (query.data?.jobs.failed ?? 0) > 0 && <GivenUpJobs />}
    </div>
  )
}

function Facts({
  health: { version, database, ailments, jobs },
}: {
  readonly health: HealthValue
}) {
  return (
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
                since {momentText(since)}, {count === 1 ? 'once' : `${count} times`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
