// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, type Query } from '../api/client.ts'
import type { FindingPage } from '../api/values.ts'
import type { FindingSearch } from '../shell/search.ts'
import { AssessmentForm } from './AssessmentForm.tsx'
import { FindingFilters } from './FindingFilters.tsx'
import { FindingTable } from './FindingTable.tsx'
import { ProblemNote } from './Loaded.tsx'
import { NarrowedTo } from './NarrowedTo.tsx'

/** Findings by filter, page after page, with one judgement for all that are picked. */
export function FindingList({
  search,
  onSearch,
  hideRelease = false,
}: {
  readonly search: FindingSearch
  readonly onSearch: (next: FindingSearch) => void
  readonly hideRelease?: boolean
}) {
  const { tab: _, ...filters } = search
  const list = useInfiniteQuery({
    queryKey: ['findings', filters],
    queryFn: ({ pageParam, signal }) =>
      get<FindingPage>('/findings', { ...filters, cursor: pageParam } as Query, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const queries = useQueryClient()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const total = list.data?.pages[0]?.total

  return (
    <div className="stack">
      <FindingFilters search={search} onSearch={onSearch} />
      {!hideRelease && <NarrowedTo search={search} onSearch={onSearch} />}
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      <p role="status" className="soft">
        {list.isPending ? 'Loading…' : countWords(total ?? rows.length)}
      </p>
      {picked.size > 0 && (
        <details className="card" open>
          <summary>Judge {picked.size} findings at once</summary>
          <AssessmentForm
            findings={[...picked]}
            onDone={() => {
              setPicked(new Set())
              void queries.invalidateQueries()
            }}
          />
        </details>
      )}
      <FindingTable
        rows={rows}
        caption="Findings"
        hideRelease={hideRelease}
        selected={picked}
        onSelect={(id, isOn) => {
          const next = new Set(picked)
          if (isOn) next.add(id)
          else next.delete(id)
          setPicked(next)
        }}
      />
      {list.hasNextPage && (
        <button
          type="button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </button>
      )}
    </div>
  )
}

/** The hub counts no further than this. */
const MOST_COUNTED = 10_000

function countWords(count: number): string {
  if (count === 1) return 'One finding'
  return count >= MOST_COUNTED ? `${MOST_COUNTED} findings or more` : `${count} findings`
}
