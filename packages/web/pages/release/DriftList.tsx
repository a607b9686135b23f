// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DriftPage } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { dayText, momentText } from '../../parts/moments.ts'
import { PagedList } from '../../parts/PagedList.tsx'

type Row = DriftPage['items'][number]

const STATES = [
  ['open', 'Open'],
  ['accepted', 'Accepted'],
  ['all', 'All'],
] as const
const KINDS: Readonly<Record<Row['kind'], string>> = {
  'only-in-first': 'missing from the second',
  'only-in-second': 'not in the first',
  'other-version': 'another version',
  'other-content': 'another content',
}

/** What was built, deployed and seen running is not the same: each difference is fixed, or somebody answers for it. */
export function DriftList({ release }: { readonly release: string }) {
  const [state, setState] = useState('open')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  return (
    <div className="stack">
      <div className="row">
        <label>
          Show
          <select value={state} onChange={(event) => setState(event.target.value)}>
            {STATES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {picked.size > 0 && <Accept drifts={[...picked]} onDone={() => setPicked(new Set())} />}
      <PagedList<Row> path="/drift" query={{ release, state }}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="soft">
              {state === 'open'
                ? 'No open difference between the lanes. Drift is looked for where a release has documents in two of the lanes build, deployed and runtime.'
                : 'None.'}
            </p>
          ) : (
            <Table
              rows={rows}
              picked={picked}
              onPick={(id, isOn) => {
                const next = new Set(picked)
                if (isOn) next.add(id)
                else next.delete(id)
                setPicked(next)
              }}
            />
          )
        }
      </PagedList>
    </div>
  )
}

function Accept({
  drifts,
  onDone,
}: {
  readonly drifts: readonly string[]
  readonly onDone: () => void
}) {
  const act = useAction()
  return (
    <form
      className="card row"
      aria-label="Accept what is picked"
      onSubmit={(event) => {
        event.preventDefault()
        const body = { drifts, ...fieldsOf(event.currentTarget) }
        act.mutate({ path: '/drift/acceptance', method: 'POST', body }, { onSuccess: onDone })
      }}
    >
      {act.isError && <ProblemNote error={act.error} />}
      <label className="grow">
        Why {drifts.length === 1 ? 'this difference' : `these ${drifts.length} differences`} may
        stay
        <input name="reason" required maxLength={2_000} />
      </label>
      <label>
        Look again on
        <input name="expiresOn" type="date" />
      </label>
      <button type="submit" data-main disabled={act.isPending}>
        Accept
      </button>
    </form>
  )
}

function Table({
  rows,
  picked,
  onPick,
}: {
  readonly rows: readonly Row[]
  readonly picked: ReadonlySet<string>
  readonly onPick: (id: string, isOn: boolean) => void
}) {
  const act = useAction()
  return (
    <div className="scroll">
      {act.isError && <ProblemNote error={act.error} />}
      <table className="wide">
        <caption className="hidden">Drift between the lanes</caption>
        <thead>
          <tr>
            <th scope="col">Pick</th>
            <th scope="col">What</th>
            <th scope="col">Between</th>
            <th scope="col">Difference</th>
            <th scope="col">Deployment</th>
            <th scope="col">Since</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Pick ${row.component}`}
                  disabled={row.state === 'accepted'}
                  checked={picked.has(row.id)}
                  onChange={(event) => onPick(row.id, event.target.checked)}
                />
              </td>
              <td data-label="What">
                {row.componentId === undefined ? (
                  <code>{row.component}</code>
                ) : (
                  <Link to="/components/$id" params={{ id: row.componentId }}>
                    {row.component}
                  </Link>
                )}
              </td>
              <td data-label="Between">{row.between.join(' and ')}</td>
              <td data-label="Difference">
                {KINDS[row.kind]} <div className="soft">{row.detail}</div>
              </td>
              <td data-label="Deployment">{row.deployment?.name ?? ''}</td>
              <td data-label="Since">
                <time dateTime={row.since}>{momentText(row.since)}</time>
              </td>
              <td data-label="State">
                {row.accepted === undefined || row.state === 'open' ? (
                  'open'
                ) : (
                  <>
                    {row.accepted.by}: {row.accepted.reason}
                    {row.accepted.until !== undefined && (
                      <div className="soft">until {dayText(row.accepted.until.slice(0, 10))}</div>
                    )}
                    <button
                      type="button"
                      disabled={act.isPending}
                      onClick={() =>
                        act.mutate({ path: `/drift/${row.id}/acceptance`, method: 'DELETE' })
                      }
                    >
                      Open again
                    </button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
