// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { ReleaseEventPage, VerdictName } from '../../api/values.ts'
import { momentText } from '../../parts/moments.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'

interface Row {
  readonly at: string
  readonly finding: string
  readonly vulnerability: string
  readonly component: string
  readonly before?: VerdictName
  readonly after: VerdictName
  readonly because: string
}

type Event = ReleaseEventPage['items'][number]

/** What the verdicts were when, and what was done to the release. */
export function History({ release }: { readonly release: string }) {
  return (
    <div className="cards wide">
      <section className="card" aria-labelledby="verdicts">
        <h2 id="verdicts">Verdicts</h2>
        <Verdicts release={release} />
      </section>
      <section className="card" aria-labelledby="events">
        <h2 id="events">What was done</h2>
        <Events release={release} />
      </section>
    </div>
  )
}

function Events({ release }: { readonly release: string }) {
  return (
    <PagedList<Event> path={`/releases/${encodeURIComponent(release)}/events`}>
      {(rows) =>
        rows.length === 0 ? (
          <p className="soft">Nothing yet.</p>
        ) : (
          <ol className="log">
            {rows.map(({ at, kind, what, by }, i) => (
              <li key={`${i} ${at} ${kind}`}>
                <time dateTime={at}>{momentText(at)}</time> {kind.replaceAll('-', ' ')}: {what}{' '}
                {by !== undefined && <span className="soft">by {by}</span>}
              </li>
            ))}
          </ol>
        )
      }
    </PagedList>
  )
}

function Verdicts({ release }: { readonly release: string }) {
  return (
    <PagedList<Row> path={`/releases/${encodeURIComponent(release)}/history`}>
      {(rows) => (
        <ol className="log">
          {rows.map(({ at, finding, vulnerability, component, before, after, because }, i) => (
            <li key={`${i} ${at} ${finding}`}>
              <time dateTime={at}>{momentText(at)}</time>{' '}
              <Link to="/findings/$id" params={{ id: finding }}>
                {vulnerability} in {component}
              </Link>
              :{' '}
              {before !== undefined && (
                <>
                  <VerdictBadge verdict={before} /> →{' '}
                </>
              )}
              <VerdictBadge verdict={after} /> <span className="soft">{because}</span>
            </li>
          ))}
        </ol>
      )}
    </PagedList>
  )
}
