// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { SharedBuild } from '../../api/values.ts'

/** Judge once: releases that ship the same build, with what is open in it. Nothing where no two do. */
export function SharedBuilds() {
  const query = useQuery({
    queryKey: ['shared-builds'],
    queryFn: ({ signal }) => get<{ items: readonly SharedBuild[] }>('/shared-builds', {}, signal),
  })
  const groups = query.data?.items ?? []
  if (groups.length === 0) return null
  return (
    <section className="card" aria-labelledby="shared-builds">
      <h2 id="shared-builds">Judge once</h2>
      <p className="soft">
        These releases ship one build: a decision for it holds for all of them, also for those to
        come.
      </p>
      <ul>
        {groups.map(({ releases, counts }) => (
          <li key={releases.map(({ id }) => id).join(' ')}>
            {releases.map(({ id, name, product }, i) => (
              <span key={id}>
                {i > 0 && ', '}
                <Link to="/releases/$id" params={{ id }}>
                  {product.name} {name}
                </Link>
              </span>
            ))}
            {': '}
            <Link to="/triage" search={{ release: releases[0]?.id ?? '' }}>
              triage {counts.affected} affected, {counts.unknown} unknown
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
