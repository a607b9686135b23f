// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { get } from '../../api/client.ts'
import type { Build, Comparison, ReleaseSummary, VerdictName } from '../../api/values.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'

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
        className="card stack"
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
        <Side
          label="This"
          names={{ release: 'a', build: 'aBuild', at: 'aAt' }}
          chosen={{ release: search.a, build: search.aBuild, at: search.aAt }}
          releases={releases.data?.items ?? []}
        />
        <Side
          label="With"
          names={{ release: 'b', build: 'bBuild', at: 'bAt' }}
          chosen={{ release: search.b, build: search.bBuild, at: search.bAt }}
          releases={releases.data?.items ?? []}
        />
        <div className="row">
          <button type="submit" data-main>
            Compare
          </button>
          {releases.isError && <ProblemNote error={releases.error} />}
        </div>
      </form>
      {(search.a === undefined || search.b === undefined) && (
        <p className="soft">
          Choose two releases, two builds, or the same release twice with another moment: what did
          we know on that day, and what do we know now?
        </p>
      )}
      {search.a !== undefined && search.b !== undefined && (
        <Loaded query={comparison}>{(value) => <Differences value={value} />}</Loaded>
      )}
    </div>
  )
}

interface Of<Value> {
  readonly release: Value
  readonly build: Value
  readonly at: Value
}

function Side({
  label,
  names,
  chosen,
  releases,
}: {
  readonly label: string
  readonly names: Of<string>
  readonly chosen: Of<string | undefined>
  readonly releases: readonly ReleaseSummary[]
}) {
  const [picked, setPicked] = useState(chosen.release ?? '')
  const builds = useQuery({
    queryKey: ['builds', picked],
    queryFn: ({ signal }) =>
      get<{ items: readonly Build[] }>(
        `/releases/${encodeURIComponent(picked)}/builds`,
        {},
        signal,
      ),
    enabled: picked !== '',
  })
  const known = builds.data?.items ?? []
  return (
    <fieldset className="row">
      <legend>{label}</legend>
      <label>
        Release
        <select
          name={names.release}
          value={picked}
          onChange={(event) => setPicked(event.target.value)}
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
        Build
        <select
          name={names.build}
          defaultValue={chosen.build}
          key={`${picked} ${known.length}`}
          disabled={known.length === 0}
        >
          <option value="">{known.length === 0 ? 'None is noted' : 'The whole release'}</option>
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        As known on
        <input
          type="datetime-local"
          name={names.at}
          defaultValue={chosen.at === undefined ? '' : localMoment(chosen.at)}
          key={chosen.at}
        />
      </label>
    </fieldset>
  )
}

/** What a field for a moment shows: the reader's own time, without a zone. */
function localMoment(instant: string): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return ''
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function Differences({ value }: { readonly value: Comparison }) {
  const { a, b, components, findings, truncated } = value
  return (
    <>
      <p>
        {a.title} ({momentText(a.at)}) and {b.title} ({momentText(b.at)}).
      </p>
      {truncated && <p className="soft">There are more differences than this page shows.</p>}
      <section className="card" aria-labelledby="findings">
        <h2 id="findings">Findings</h2>
        <Table
          caption="Findings that differ"
          heads={headsOf(value)}
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
          heads={headsOf(value)}
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

function Table({
  rows,
  caption,
  heads: [before, after],
}: {
  readonly rows: readonly Row[]
  readonly caption: string
  readonly heads: readonly [string, string]
}) {
  if (rows.length === 0) return <p className="soft">No difference.</p>
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={`${i} ${row.what}`}>
              <th scope="row">{row.what}</th>
              <td data-label={before}>
                <Said value={row.before} />
              </td>
              <td data-label={after}>
                <Said value={row.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Said({ value }: { readonly value: string | undefined }) {
  if (value === undefined) return <span className="soft">not there</span>
  return isVerdict(value) ? <VerdictBadge verdict={value} /> : value
}

function isVerdict(value: string): value is VerdictName {
  return ['affected', 'not_affected', 'fixed', 'unknown'].includes(value)
}

/** The two sides of a table: by name, or, of the same release, by moment. */
function headsOf({ a, b }: Comparison): readonly [string, string] {
  if (a.title !== b.title) return [a.title, b.title]
  return [momentText(a.at), momentText(b.at)]
}
