// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { get, type Query } from '../../api/client.ts'
import type { Portfolio, SharedBuild, TriageGroup, TriagePage } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { NarrowedTo } from '../../parts/NarrowedTo.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import type { TriageSearch } from '../../shell/search.ts'
import { DecisionForm, type Places } from './DecisionForm.tsx'
import { GroupTable, keyOf } from './GroupTable.tsx'
import { focusedRow, stepRow, useKeysWanted, useLetters } from './keys.ts'
import { LastDecisions } from './LastDecisions.tsx'
import { TriageFilters } from './TriageFilters.tsx'
import { counted } from './words.ts'

const route = getRouteApi('/triage')

/** What is left to judge, each vulnerability of each component once, over all releases. */
export function Triage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const onSearch = (next: TriageSearch): void =>
    void navigate({ to: '/triage', search: next, replace: true })
  const list = useInfiniteQuery({
    queryKey: ['triage', search],
    queryFn: ({ pageParam, signal }) =>
      get<TriagePage>('/triage', { ...search, cursor: pageParam } as Query, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const groups = list.data?.pages.flatMap(({ items }) => items) ?? []
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const chosen = groups.filter((group) => selected.has(keyOf(group)))
  const toggle = (key: string): void => {
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    setSelected(next)
  }
  const table = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const [wanted, setWanted] = useKeysWanted()
  useLetters(wanted, {
    j: () => stepRow(table.current, 1),
    k: () => stepRow(table.current, -1),
    x: () => {
      const key = focusedRow(table.current)
      if (key !== undefined) toggle(key)
    },
    d: () => panel.current?.querySelector<HTMLElement>('select')?.focus(),
  })

  return (
    <div className="stack">
      <PageTitle title="Triage" />
      <p className="soft">
        Each vulnerability of each component once, over all releases. Open a group to see where it
        is, or select several and decide once for all of them.
      </p>
      <TriageFilters search={search} onSearch={onSearch} />
      <NarrowedTo search={search} onSearch={onSearch} />
      <KeyHelp wanted={wanted} onWanted={setWanted} />
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      <p role="status" className="soft">
        {statusWords(list.isPending, groups, list.hasNextPage, search)}
      </p>
      {chosen.length > 0 && (
        <section className="card" aria-labelledby="decide" ref={panel}>
          <h2 id="decide">Decide for {counted(chosen.length, 'group')}</h2>
          <DecideForSeveral groups={chosen} onDone={() => setSelected(new Set())} />
        </section>
      )}
      {groups.length > 0 && (
        <div ref={table}>
          <GroupTable groups={groups} selected={selected} onSelect={toggle} />
        </div>
      )}
      {list.hasNextPage && (
        <button
          type="button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? 'Loading…' : 'Show more'}
        </button>
      )}
      <LastDecisions />
    </div>
  )
}

function statusWords(
  isPending: boolean,
  groups: readonly TriageGroup[],
  hasMore: boolean,
  search: TriageSearch,
): string {
  if (isPending) return 'Loading…'
  if (groups.length > 0) return `${counted(groups.length, 'group')}${hasMore ? ', and more' : ''}`
  return Object.keys(search).length === 0
    ? 'Nothing is left to judge: a person has decided every affected or unknown finding, or there is none.'
    : 'No group matches these filters.'
}

function KeyHelp({
  wanted,
  onWanted,
}: {
  readonly wanted: boolean
  readonly onWanted: (wanted: boolean) => void
}) {
  return (
    <details>
      <summary>Keys</summary>
      <p>
        <kbd>j</kbd> next group, <kbd>k</kbd> the one before, <kbd>x</kbd> select it,{' '}
        <kbd>Enter</kbd> open it, <kbd>d</kbd> decide for what is selected.
      </p>
      <label className="inline">
        <input
          type="checkbox"
          checked={wanted}
          onChange={(event) => onWanted(event.target.checked)}
        />{' '}
        Use these keys
      </label>
    </details>
  )
}

/** Several groups have no places in common but those of the portfolio. */
function DecideForSeveral({
  groups,
  onDone,
}: {
  readonly groups: readonly TriageGroup[]
  readonly onDone: () => void
}) {
  const portfolio = useQuery({
    queryKey: ['portfolio'],
    queryFn: ({ signal }) => get<Portfolio>('/portfolio', {}, signal),
  })
  const shared = useQuery({
    queryKey: ['shared-builds'],
    queryFn: ({ signal }) => get<{ items: readonly SharedBuild[] }>('/shared-builds', {}, signal),
  })
  const places = useMemo(
    (): Places => ({
      builds: (shared.data?.items ?? []).flatMap(({ releases }) => {
        const [first] = releases
        return first === undefined
          ? []
          : [
              {
                id: first.id,
                name: `${first.product.name} ${first.name} and ${counted(releases.length - 1, 'other')}`,
              },
            ]
      }),
      products: portfolio.data?.products.map(({ product }) => product) ?? [],
      lines: portfolio.data?.lines ?? [],
      mayJudgeWide: true,
    }),
    [portfolio.data, shared.data],
  )
  return (
    <DecisionForm
      groups={groups.map(({ vulnerability, component }) => ({
        vulnerability: vulnerability.id,
        component: component.id,
      }))}
      places={places}
      onDone={onDone}
    />
  )
}
