// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { Release } from '../../api/values.ts'
import { useAction } from '../../parts/actions.ts'
import { ArchiveButton } from '../../parts/ArchiveButton.tsx'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { dayText, momentText } from '../../parts/moments.ts'

/** How a release stands, how long it is supported, and what it is part of. */
export function Head({ release }: { readonly release: Release }) {
  const { counts, countsWithParts, state, judgedAt, problem, contains, containedIn } = release
  const { supportStart, supportEnd, releasedOn, identities, remarks } = release
  return (
    <section className="card" aria-label="Summary">
      <CountsBar counts={counts} />
      {countsWithParts !== undefined && (
        <>
          <p className="soft">With everything that it contains, each counted once:</p>
          <CountsBar counts={countsWithParts} />
        </>
      )}
      <p role="status">
        {release.archived && 'Archived: new advisories no longer reach it. '}
        {state === 'empty' &&
          'No document yet: nothing can be said of this release. Add its SBOMs below.'}
        {state === 'waiting' && 'Being judged…'}
        {state === 'failed' && `Could not be judged: ${problem ?? 'see Settings'}`}
        {state === 'judged' && judgedAt !== undefined && `Judged ${momentText(judgedAt)}`}
      </p>
      <dl className="facts">
        {releasedOn !== undefined && (
          <>
            <dt>Released</dt>
            <dd>{dayText(releasedOn)}</dd>
          </>
        )}
        <dt>Product</dt>
        <dd>
          <Link to="/products/$id" params={{ id: release.product.id }} search={{}}>
            {release.product.name}
          </Link>
          {release.variant !== undefined && `, variant ${release.variant.name}`}
        </dd>
        <dt>Support</dt>
        <dd>
          {supportStart === undefined ? '' : `from ${dayText(supportStart)} `}
          {supportEnd === undefined ? 'no end is said' : `until ${dayText(supportEnd)}`}
        </dd>
        {identities.length > 0 && (
          <>
            <dt>Known as</dt>
            <dd className="mono">{identities.join(', ')}</dd>
          </>
        )}
        {contains.length > 0 && (
          <>
            <dt>Contains</dt>
            <dd>
              {contains.map((inner) => (
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
      {remarks.length > 0 && (
        <details>
          <summary>Odd when it was judged: {remarks.length}</summary>
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </details>
      )}
      <Support release={release} />
      <ArchiveButton
        path={`/releases/${release.id}`}
        what="this release"
        isArchived={release.archived}
        effect={`Its ${counts.affected} affected and ${counts.unknown} unknown findings go from the Portfolio, Today, Triage and every list that does not name the release. New advisories no longer reach it. Nothing is deleted: its page, exports and history stay, and it can be brought back.`}
      />
    </section>
  )
}

const DATES = [
  ['releasedOn', 'Released on'],
  ['supportStart', 'Support begins'],
  ['supportEnd', 'Support ends'],
] as const

function Support({ release }: { readonly release: Release }) {
  const act = useAction()
  return (
    <details>
      <summary>Change name and dates</summary>
      {act.isError && <ProblemNote error={act.error} />}
      <form
        key={release.version}
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const dates = Object.fromEntries(DATES.map(([key]) => [key, said.get(key) || null]))
          const body = { name: said.get('name'), ...dates }
          act.mutate({
            path: `/releases/${release.id}`,
            method: 'PATCH',
            body,
            version: release.version,
          })
        }}
      >
        <label>
          Name
          <input name="name" defaultValue={release.name} required maxLength={200} />
        </label>
        {DATES.map(([key, label]) => (
          <label key={key}>
            {label}
            <input type="date" name={key} defaultValue={release[key] ?? ''} />
          </label>
        ))}
        <button type="submit" data-main disabled={act.isPending}>
          Save
        </button>
      </form>
    </details>
  )
}
