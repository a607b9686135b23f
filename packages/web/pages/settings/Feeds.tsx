// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, upload } from '../../api/client.ts'
import type { Feed, Me } from '../../api/values.ts'
import { useAction, fieldsOf } from '../../parts/actions.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

const KINDS = [
  ['osv', 'OSV'],
  ['cve', 'CVE list'],
  ['cisa-kev', 'CISA KEV'],
  ['eu-kev', 'EU KEV'],
  ['epss', 'EPSS'],
] as const

/** Where advisories come from, and whether they still do. */
export function Feeds() {
  const query = useQuery({
    queryKey: ['feeds'],
    queryFn: ({ signal }) => get<{ items: readonly Feed[] }>('/feeds', {}, signal),
    refetchInterval: 5_000,
  })
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => get<Me>('/me', {}, signal),
  })
  const mayChange = me.data?.operates === true
  const act = useAction()
  return (
    <div className="stack">
      {me.data !== undefined && !mayChange && (
        <p className="soft">
          Feeds are shared by all organisations of this installation; its administrators change
          them.
        </p>
      )}
      {act.isError && <ProblemNote error={act.error} />}
      <Loaded query={query}>
        {({ items }) => (
          <table className="wide">
            <caption className="hidden">Feeds</caption>
            <thead>
              <tr>
                <th scope="col">Feed</th>
                <th scope="col">State</th>
                <th scope="col">Records</th>
                <th scope="col">Last success</th>
                <th scope="col">Do</th>
              </tr>
            </thead>
            <tbody>
              {items.map((feed) => (
                <FeedRow key={feed.id} feed={feed} mayChange={mayChange} />
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      {mayChange && (
        <details className="card">
          <summary>Add a feed</summary>
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault()
              const { everyMinutes, ...fields } = fieldsOf(event.currentTarget)
              const body = {
                ...fields,
                ...(everyMinutes === undefined ? {} : { everyMinutes: Number(everyMinutes) }),
              }
              act.mutate({ path: '/feeds', method: 'POST', body })
            }}
          >
            <label>
              Name
              <input name="name" required />
            </label>
            <label>
              Kind
              <select name="kind">
                {KINDS.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Address (leave empty for files only)
              <input name="url" type="url" />
            </label>
            <label>
              Every … minutes
              <input name="everyMinutes" type="number" min="15" defaultValue="360" />
            </label>
            <button type="submit" data-main>
              Add
            </button>
          </form>
        </details>
      )}
    </div>
  )
}

function FeedRow({ feed, mayChange }: { readonly feed: Feed; readonly mayChange: boolean }) {
  const queries = useQueryClient()
  const act = useAction()
  const path = `/feeds/${encodeURIComponent(feed.id)}`
  const importing = useMutation({
    mutationFn: (file: File) => upload(`${path}/file`, { fileName: file.name }, file),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <tr>
      <th scope="row">
        {feed.name} <span className="soft">{feed.kind}</span>
      </th>
      <td data-label="State">
        {feed.state}
        {feed.problem !== undefined && <div>{feed.problem}</div>}
        {act.isError && <ProblemNote error={act.error} />}
        {importing.isError && <ProblemNote error={importing.error} />}
        {importing.isPending && <div role="status">Sending the file…</div>}
      </td>
      <td data-label="Records">{feed.records.toLocaleString()}</td>
      <td data-label="Last success">
        {feed.lastSuccessAt === undefined ? 'never' : momentText(feed.lastSuccessAt)}
      </td>
      <td data-label="Do">
        {mayChange && feed.url !== undefined && (
          <button
            type="button"
            onClick={() => act.mutate({ path: `${path}/runs`, method: 'POST', body: {} })}
          >
            Fetch now
          </button>
        )}
        {mayChange && (
          <label>
            <span className="hidden">Import a file into {feed.name}</span>
            <input
              type="file"
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file !== undefined) importing.mutate(file)
              }}
            />
          </label>
        )}
      </td>
    </tr>
  )
}
