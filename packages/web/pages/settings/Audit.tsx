// SPDX-License-Identifier: Apache-2.0
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { AuditPage } from '../../api/values.ts'
import { momentText } from '../../parts/moments.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import type { AuditSearch } from '../../shell/search.ts'

type Row = AuditPage['items'][number]

/** Every change of state, each event chained to the one before by its hash; what narrows it is in the address. */
export function Audit() {
  const search = useSearch({ strict: false })
  return (
    <div className="stack">
      <p>
        <a href="/api/v1/audit/export">Export the log</a>; check it with{' '}
        <code>headwater audit verify FILE</code>.
      </p>
      <Filters search={search} />
      <PagedList<Row> path="/audit" query={{ ...search }}>
        {(rows) =>
          rows.length === 0 ? <p className="soft">No event like this.</p> : <Events rows={rows} />
        }
      </PagedList>
    </div>
  )
}

function Filters({ search }: { readonly search: AuditSearch }) {
  const navigate = useNavigate()
  const { who = '', action = '', subject = '', from = '', to = '' } = search
  return (
    <form
      className="row"
      aria-label="Filters"
      key={JSON.stringify(search)}
      onSubmit={(event) => {
        event.preventDefault()
        const next: Record<string, string> = {}
        for (const [name, value] of new FormData(event.currentTarget)) {
          if (typeof value === 'string' && value.trim() !== '') next[name] = value.trim()
        }
        void navigate({
          to: '/settings/$section',
          params: { section: 'audit' },
          search: next,
          replace: true,
        })
      }}
    >
      <label>
        Who
        <input name="who" defaultValue={who} placeholder="name or e-mail" maxLength={200} />
      </label>
      <label>
        Action
        <input name="action" defaultValue={action} placeholder="release.change" maxLength={100} />
      </label>
      <label>
        Target
        <input name="subject" defaultValue={subject} placeholder="release:…" maxLength={200} />
      </label>
      <label>
        From (UTC)
        <input name="from" type="date" defaultValue={from} />
      </label>
      <label>
        To (UTC)
        <input name="to" type="date" defaultValue={to} />
      </label>
      <button type="submit">Filter</button>
      {Object.keys(search).length > 0 && (
        <Link to="/settings/$section" params={{ section: 'audit' }} search={{}} className="button">
          Show all
        </Link>
      )}
    </form>
  )
}

function Events({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className="wide">
      <caption className="hidden">Audit log</caption>
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Hash</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, at, actor, actorName, action, subject, detail, hash }) => (
          <tr key={number}>
            <th scope="row">{number}</th>
            <td data-label="When">
              <time dateTime={at}>{momentText(at)}</time>
            </td>
            <td data-label="Who" className="break">
              <Narrow search={{ who: actor }}>{actorName ?? actor}</Narrow>
            </td>
            <td data-label="What" className="break">
              <Narrow search={{ action }}>{action}</Narrow>{' '}
              <Narrow search={{ subject }}>{subject}</Narrow> <span className="soft">{detail}</span>
            </td>
            <td data-label="Hash" className="mono">
              {hash.slice(0, 12)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** To the events of the same. */
function Narrow({ search, children }: { readonly search: AuditSearch; readonly children: string }) {
  return (
    <Link to="/settings/$section" params={{ section: 'audit' }} search={search}>
      {children}
    </Link>
  )
}
