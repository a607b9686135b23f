// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { SearchResult } from '../../api/values.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'

const route = getRouteApi('/search')

/** Where is this file, package, CVE? */
export function Search() {
  const { q = '' } = route.useSearch()
  const query = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => get<{ items: readonly SearchResult[] }>('/search', { q }, signal),
    enabled: q !== '',
  })
  return (
    <div className="stack">
      <PageTitle title={q === '' ? 'Search' : `Where is ${q}?`} />
      {q === '' && (
        <p className="soft">
          Ask above for a CVE, a package or its purl, a CPE, a file’s name or its hash.
        </p>
      )}
      {q !== '' && (
        <Loaded query={query}>
          {({ items }) => (
            <>
              <p role="status">
                {items.length === 0
                  ? 'Nowhere that you may see. Try a part of the name, or the whole hash.'
                  : `${items.length} found`}
              </p>
              <ul>
                {items.map((item) => (
                  <li key={`${item.kind} ${item.id}`}>
                    <ResultLink item={item} />{' '}
                    <span className="soft">
                      {item.detail}
                      {item.releaseCount !== undefined &&
                        `, in ${item.releaseCount === 1 ? 'one release' : `${item.releaseCount} releases`}`}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Loaded>
      )}
    </div>
  )
}

function ResultLink({ item }: { readonly item: SearchResult }) {
  const { kind, id, title } = item
  switch (kind) {
    case 'product':
      return (
        <Link to="/findings" search={{ product: id }}>
          {title}
        </Link>
      )
    case 'release':
      return (
        <Link to="/releases/$id" params={{ id }}>
          {title}
        </Link>
      )
    case 'component':
      return (
        <Link to="/components/$id" params={{ id }}>
          {title}
        </Link>
      )
    case 'vulnerability':
      return (
        <Link to="/vulnerabilities/$id" params={{ id }}>
          {title}
        </Link>
      )
    case 'file':
      return (
        <Link to="/files/$digest" params={{ digest: id }}>
          {title}
        </Link>
      )
  }
}
