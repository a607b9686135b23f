// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { GivenUpJob } from '../../api/values.ts'
import { useAction } from '../../parts/actions.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

/** Work that failed until the hub gave it up, for who runs the installation: to be tried again once its cause is gone. */
export function GivenUpJobs() {
  const query = useQuery({
    queryKey: ['jobs-given-up'],
    queryFn: ({ signal }) => get<{ items: readonly GivenUpJob[] }>('/jobs/given-up', {}, signal),
  })
  const retry = useAction()
  return (
    <section className="card" aria-labelledby="given-up">
      <h2 id="given-up">Jobs that were given up</h2>
      {retry.isError && <ProblemNote error={retry.error} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">None.</p>
          ) : (
            <table className="wide">
              <caption className="hidden">Jobs that were given up, the last first</caption>
              <thead>
                <tr>
                  <th scope="col">Job</th>
                  <th scope="col">Given up</th>
                  <th scope="col">Last error</th>
                  <th scope="col">Do</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ id, kind, attempts, error, at }) => (
                  <tr key={id}>
                    <th scope="row">
                      {kind} {id}
                    </th>
                    <td data-label="Given up">
                      <time dateTime={at}>{momentText(at)}</time>
                      <div className="soft">
                        after {attempts === 1 ? 'one attempt' : `${attempts} attempts`}
                      </div>
                    </td>
                    <td data-label="Last error" className="break">
                      {error === '' ? <span className="soft">not noted</span> : error}
                    </td>
                    <td>
                      <button
                        type="button"
                        disabled={retry.isPending}
                        onClick={() => retry.mutate({ path: `/jobs/${id}/retry`, method: 'POST' })}
                      >
                        Try again
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  )
}
