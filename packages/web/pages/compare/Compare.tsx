// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { Comparison, ReleaseSummary } from '../../api/values.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'

const route = getRouteApi('/compare')

/** Two releases, two builds, or what was known of one at two moments. */
export function Compare() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const releases = useQuery({
    queryKey: ['releases'],
    queryFn: ({ signal }) =>
      get<{ items: readonly ReleaseSummary[] }>('/releases', { limit: 200 }, signal),
  })
  const comparison = useQuery({
    queryKey: ['compare', search],
    queryFn: ({ signal }) => get<Comparison>('/compare', { ...search }, signal),
    enabled: search.a !== undefined && search.b !== undefined,
  })
  return (
    <div className="stack">
      <PageTitle title="Compare" />
      <form
        className="card row"
        onSubmit={(event) => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const next: Record<string, string> = {}
          for (const [key, value] of said) {
            if (typeof value !== 'string' || value === '') continue
            next[key] = key.endsWith('At') ? new Date(value).toISOString() : value
          }
          void navigate({ to: '/compare', search: next })
        }}
      >
        <Side name="a" label="This" chosen={search.a} releases={releases.data?.items ?? []} />
        <Side name="b" label="With" chosen={search.b} releases={releases.data?.items ?? []} />
        <button type="submit" data-main>
          Compare
        </button>
      </form>
      {search.a !== undefined && search.b !== undefined && (
        <Loaded query={comparison}>{(value) => <Differences value={value} />}</Loaded>
      )}
    </div>
  )
}

function Side({
  name,
  label,
  chosen,
  releases,
}: {
  readonly name: 'a' | 'b'
  readonly label: string
  readonly chosen: string | undefined
  readonly releases: readonly ReleaseSummary[]
}) {
  return (
    <>
      <label>
        {label}
        <select
          name={name}
          defaultValue={chosen}
          key={`${chosen ?? ''} ${releases.length}`}
          required
        >
          <option value="">Choose a release</option>
          {releases.map((release) => (
            <option key={release.id} value={release.id}>
              {release.product.name} {release.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        as known on
        <input type="datetime-local" name={`${name}At`} />
      </label>
    </>
  )
}

function Differences({ value }: { readonly value: Comparison }) {
  const { a, b, components, findings } = value
  return (
    <>
      <p>
        {a.title} ({momentText(a.at)}) and {b.title} ({momentText(b.at)}).
      </p>
      <section className="card" aria-labelledby="findings">
        <h2 id="findings">Findings</h2>
        <Table
          caption="Findings that differ"
          rows={findings.map(({ vulnerability, component, before, after }) => ({
            what: `${vulnerability} in ${component}`,
            before,
            after,
          }))}
        />
      </section>
      <section className="card" aria-labelledby="components">
        <h2 id="components">Components</h2>
        <Table
          caption="Components that differ"
          rows={components.map(({ name, before, after }) => ({ what: name, before, after }))}
        />
      </section>
    </>
  )
}

interface Row {
  readonly what: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}

function Table({ rows, caption }: { readonly rows: readonly Row[]; readonly caption: string }) {
  if (rows.length === 0) return <p className="soft">No difference.</p>
  return (
    <table className="wide">
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ what, before, after }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td data-label="Before">{before ?? 'not there'}</td>
            <td data-label="After">{after ?? 'not there'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
