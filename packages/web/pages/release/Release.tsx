// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { Release as ReleaseValue } from '../../api/values.ts'
import { FindingList } from '../../parts/FindingList.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Builds } from './Builds.tsx'
import { Components } from './Components.tsx'
import { DriftList } from './DriftList.tsx'
import { Exports } from './Exports.tsx'
import { Files } from './Files.tsx'
import { Head } from './Head.tsx'
import { History } from './History.tsx'
import { Lanes } from './Lanes.tsx'
import { Licences } from './Licences.tsx'

const route = getRouteApi('/releases/$id')
const TABS = [
  ['documents', 'Documents'],
  ['findings', 'Findings'],
  ['components', 'Components'],
  ['licences', 'Licences'],
  ['files', 'Files'],
  ['drift', 'Drift'],
  ['builds', 'Builds'],
  ['history', 'History'],
  ['exports', 'Exports'],
] as const

/** One release: the lanes of documents, what they say, and what follows from it. */
export function Release() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const query = useQuery({
    queryKey: ['release', id],
    queryFn: ({ signal }) => get<ReleaseValue>(`/releases/${encodeURIComponent(id)}`, {}, signal),
    // judged in the background after an upload
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 1_500 : false),
  })
  const tab = search.tab ?? 'documents'
  const find = (q: string): void =>
    void navigate({
      to: '/releases/$id',
      params: { id },
      search: q === '' ? { tab } : { tab, q },
      replace: true,
    })
  return (
    <Loaded query={query}>
      {(release) => (
        <div className="stack">
          <PageTitle title={`${release.product.name} ${release.name}`} />
          <Head release={release} />
          <nav aria-label="Parts of the release" className="row">
            {TABS.map(([value, label]) => (
              <Link
                key={value}
                to="/releases/$id"
                params={{ id }}
                search={{ tab: value }}
                className="button"
                aria-current={value === tab ? 'page' : undefined}
              >
                {label}
                {value === 'drift' &&
                  release.driftCounts.open > 0 &&
                  ` (${release.driftCounts.open})`}
              </Link>
            ))}
          </nav>
          {tab === 'documents' && <Lanes release={release} />}
          {tab === 'findings' && (
            <FindingList
              hideRelease
              search={{ ...search, release: id }}
              onSearch={(next) =>
                void navigate({
                  to: '/releases/$id',
                  params: { id },
                  search: { ...next, release: undefined, tab: 'findings' },
                  replace: true,
                })
              }
            />
          )}
          {tab === 'components' && <Components release={id} q={search.q ?? ''} onFind={find} />}
          {tab === 'licences' && <Licences release={id} />}
          {tab === 'files' && <Files release={id} q={search.q ?? ''} onFind={find} />}
          {tab === 'drift' && <DriftList release={id} />}
          {tab === 'builds' && <Builds release={release} />}
          {tab === 'history' && <History release={id} />}
          {tab === 'exports' && <Exports release={id} />}
        </div>
      )}
    </Loaded>
  )
}
