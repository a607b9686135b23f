// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { Release as ReleaseValue } from '../../api/values.ts'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { FindingList } from '../../parts/FindingList.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { dayText, momentText } from '../../parts/moments.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Components } from './Components.tsx'
import { Exports } from './Exports.tsx'
import { Files } from './Files.tsx'
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
                search={{ ...search, tab: value }}
                className="button"
                aria-current={value === tab ? 'page' : undefined}
              >
                {label}
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
          {tab === 'components' && <Components release={id} />}
          {tab === 'licences' && <Licences release={id} />}
          {tab === 'files' && <Files release={id} />}
          {tab === 'history' && <History release={id} />}
          {tab === 'exports' && <Exports release={id} />}
        </div>
      )}
    </Loaded>
  )
}

function Head({ release }: { readonly release: ReleaseValue }) {
  const { counts, state, judgedAt, problem, supportStart, supportEnd, containedIn } = release
  return (
    <section className="card" aria-label="Summary">
      <CountsBar counts={counts} />
      <p role="status">
        {state === 'empty' && 'No document yet: nothing can be said of this release.'}
        {state === 'waiting' && 'Being judged…'}
        {state === 'failed' && `Could not be judged: ${problem ?? 'see Settings'}`}
        {state === 'judged' && judgedAt !== undefined && `Judged ${momentText(judgedAt)}`}
      </p>
      <dl className="facts">
        <dt>Support</dt>
        <dd>
          {supportStart === undefined ? '' : `from ${dayText(supportStart)} `}
          {supportEnd === undefined ? 'no end is said' : `until ${dayText(supportEnd)}`}
        </dd>
        {release.contains.length > 0 && (
          <>
            <dt>Contains</dt>
            <dd>
              {release.contains.map((inner) => (
                <Link key={inner.id} to="/releases/$id" params={{ id: inner.id }}>
                  {inner.product.name} {inner.name}{' '}
                </Link>
              ))}
            </dd>
          </>
        )}
        {containedIn.length > 0 && (
          <>
            <dt>Part of</dt>
            <dd>
              {containedIn.map((outer) => (
                <Link key={outer.id} to="/releases/$id" params={{ id: outer.id }}>
                  {outer.product} {outer.name}{' '}
                </Link>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
