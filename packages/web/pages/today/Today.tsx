// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { Today as TodayValue } from '../../api/values.ts'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { FindingTable } from '../../parts/FindingTable.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { dayText, momentText } from '../../parts/moments.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'

/** What changed since you looked, what is affected, what is due, what is unknown for lack of evidence. */
export function Today() {
  const query = useQuery({
    queryKey: ['today'],
    queryFn: ({ signal }) => get<TodayValue>('/today', {}, signal),
  })
  return (
    <div className="stack">
      <PageTitle title="Today" />
      <Loaded query={query}>{(today) => <Sections today={today} />}</Loaded>
    </div>
  )
}

function Sections({ today }: { readonly today: TodayValue }) {
  return (
    <>
      {today.ailments.length > 0 && (
        <section className="problem" aria-labelledby="ailments">
          <h2 id="ailments">The hub needs attention</h2>
          <ul>
            {today.ailments.map(({ code, what, hint }) => (
              <li key={code}>
                {what}. {hint}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="card" aria-labelledby="now">
        <h2 id="now">All products, now</h2>
        <CountsBar counts={today.counts} />
        <p className="soft">{sinceWords(today)}</p>
        {today.waiting > 0 && (
          <p>
            <Link to="/settings/$section" params={{ section: 'policies' }}>
              {today.waiting === 1
                ? 'One verdict waits for a second pair of eyes'
                : `${today.waiting} verdicts wait for a second pair of eyes`}
            </Link>
          </p>
        )}
      </section>
      <section className="card" aria-labelledby="changed">
        <h2 id="changed">Changed since {momentText(today.since)}</h2>
        {today.changed.length === 0 ? (
          <p className="soft">No verdict changed.</p>
        ) : (
          <>
            <FindingTable rows={today.changed} caption="Findings whose verdict changed" />
            <Link to="/findings" search={{ changedAfter: today.since, sort: 'changed' }}>
              All changes
            </Link>
          </>
        )}
      </section>
      <section className="card" aria-labelledby="affected">
        <h2 id="affected">Affected</h2>
        {today.affected.length === 0 ? (
          <p className="soft">
            Nothing is known to be affected. If there is no release yet,{' '}
            <Link to="/portfolio">add one</Link> and give it its SBOMs.
          </p>
        ) : (
          <>
            <FindingTable rows={today.affected} caption="The most urgent affected findings" />
            <Link to="/findings" search={{ verdict: 'affected' }}>
              All affected
            </Link>
          </>
        )}
      </section>
      <div className="cards three">
        <section className="card" aria-labelledby="due">
          <h2 id="due">Due</h2>
          {today.due.length === 0 ? (
            <p className="soft">Nothing is due.</p>
          ) : (
            <ul>
              {today.due.map(({ what, on, link }) => (
                <li key={`${on} ${what}`}>
                  <a href={link}>{what}</a>, <time dateTime={on}>{on}</time>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="card" aria-labelledby="unknown">
          <h2 id="unknown">Unknown for lack of evidence</h2>
          {today.unknown.length === 0 ? (
            <p className="soft">Nothing is unknown.</p>
          ) : (
            <ul>
              {today.unknown.map(({ reason, hint, count, link }) => (
                <li key={reason}>
                  <a href={link}>
                    {count}: {reason}
                  </a>
                  <div className="soft">{hint}</div>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="card" aria-labelledby="drift">
          <h2 id="drift">Drift</h2>
          {today.drift.length === 0 ? (
            <p className="soft">Lanes agree, as far as their documents tell.</p>
          ) : (
            <ul>
              {today.drift.map(({ release, counts, lastAt }) => (
                <li key={release.id}>
                  <Link to="/releases/$id" params={{ id: release.id }} search={{ tab: 'drift' }}>
                    {release.product} {release.name}
                  </Link>
                  : {counts.open} open, the last of {momentText(lastAt)}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  )
}

const WATCHED = [
  ['affected', 'affected'],
  ['unknown', 'unknown'],
  ['not_affected', 'dropped'],
  ['fixed', 'fixed'],
] as const

function sinceWords({ counts, before, beforeOn }: TodayValue): string {
  const changes = WATCHED.map(([key, word]) => ({ word, by: counts[key] - before[key] })).filter(
    ({ by }) => by !== 0,
  )
  if (changes.length === 0) return `As many as on ${dayText(beforeOn)}.`
  return `Since the end of ${dayText(beforeOn)}: ${changes.map(({ word, by }) => `${by > 0 ? '+' : '−'}${Math.abs(by)} ${word}`).join(', ')}.`
}
