// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { get, type Query } from '../api/client.ts'
import { ProblemNote } from './Loaded.tsx'

interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly next?: string | undefined
}

/** Any list of the API, page after page. */
export function PagedList<Item>({
  path,
  query = {},
  children,
}: {
  readonly path: string
  readonly query?: Query
  readonly children: (items: readonly Item[]) => ReactNode
}) {
  const list = useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) =>
      get<PageOf<Item>>(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  if (list.isPending) return <p role="status">Loading…</p>
  return (
    <>
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {children(list.data?.pages.flatMap(({ items }) => items) ?? [])}
      {list.hasNextPage && (
        <button
          type="button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </button>
      )}
    </>
  )
}
