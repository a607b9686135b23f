// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { Component as ComponentValue } from '../../api/values.ts'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { FindingTable } from '../../parts/FindingTable.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Occurrences } from '../../parts/Occurrences.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'

const route = getRouteApi('/components/$id')

const IDENTIFIED: Readonly<Record<ComponentValue['identifiedBy'], string>> = {
  document: 'its document',
  user: 'an overlay',
  nobody: 'nobody: it is matched on nothing until an overlay says who it is',
}

/** Everything known of one component, and everywhere it is. */
export function Component() {
  const { id } = route.useParams()
  const query = useQuery({
    queryKey: ['component', id],
    queryFn: ({ signal }) =>
      get<ComponentValue>(`/components/${encodeURIComponent(id)}`, {}, signal),
  })
  return (
    <Loaded query={query}>
      {(component) => (
        <div className="stack">
          <PageTitle title={`${component.name} ${component.version ?? ''}`} />
          <CountsBar counts={component.counts} />
          <dl className="facts">
            <dt>Package URLs</dt>
            <dd className="mono">{component.purls.join(', ') || 'none'}</dd>
            <dt>CPE names</dt>
            <dd className="mono">{component.cpes.join(', ') || 'none'}</dd>
            <dt>Identified by</dt>
            <dd>{IDENTIFIED[component.identifiedBy]}</dd>
            <dt>Licence</dt>
            <dd>{component.licence ?? 'not said'}</dd>
            <dt>Supplier</dt>
            <dd>{component.supplier ?? 'not said'}</dd>
            <dt>Other versions here</dt>
            <dd>
              {component.otherVersions.length === 0 && 'none'}
              {component.otherVersions.map((other) => (
                <span key={other.id}>
                  <Link to="/components/$id" params={{ id: other.id }}>
                    {other.version}
                  </Link>{' '}
                  in {other.releaseCount}{' '}
                </span>
              ))}
            </dd>
          </dl>
          <section className="card" aria-labelledby="where">
            <h2 id="where">Where it is</h2>
            {component.identifiedBy === 'user' ? (
              <p className="soft">
                In no document under this identity: an overlay says who it is. Its findings name the
                releases.
              </p>
            ) : (
              <Occurrences rows={component.occurrences} />
            )}
          </section>
          <section className="card" aria-labelledby="what">
            <h2 id="what">Findings</h2>
            <FindingTable rows={component.findings} caption="Findings of this component" />
            <Link to="/findings" search={{ component: component.id }}>
              All of them
            </Link>
          </section>
        </div>
      )}
    </Loaded>
  )
}
