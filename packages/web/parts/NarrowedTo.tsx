// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import type { Portfolio, Release } from '../api/values.ts'

const KINDS = ['line', 'product', 'release', 'component', 'vulnerability', 'rule'] as const
type Kind = (typeof KINDS)[number]
type Narrowing = { readonly [Key in Kind]?: string }

const WORDS: Readonly<Record<Kind, string>> = {
  line: 'product line',
  product: 'product',
  release: 'release',
  component: 'component',
  vulnerability: 'vulnerability',
  rule: 'rule',
}

/** What the address narrows a list to beside the filters that are in sight, each with a way out. */
export function NarrowedTo<Search extends Narrowing>({
  search,
  onSearch,
}: {
  readonly search: Search
  readonly onSearch: (next: Search) => void
}) {
  const { line, product, release } = search
  const portfolio = useQuery({
    queryKey: ['portfolio'],
    queryFn: ({ signal }) => get<Portfolio>('/portfolio', {}, signal),
    enabled: line !== undefined || product !== undefined,
  })
  const one = useQuery({
    queryKey: ['release', release],
    queryFn: ({ signal }) => get<Release>(`/releases/${release ?? ''}`, {}, signal),
    enabled: release !== undefined,
  })
  const nameOf = (kind: Kind, value: string): string => {
    switch (kind) {
      case 'line':
        return portfolio.data?.lines.find(({ id }) => id === value)?.name ?? '…'
      case 'product':
        return (
          portfolio.data?.products.find((each) => each.product.id === value)?.product.name ?? '…'
        )
      case 'release':
        return one.data === undefined ? '…' : `${one.data.product.name} ${one.data.name}`
      case 'component':
        return 'one'
      default:
        return value
    }
  }
  const given = KINDS.flatMap((kind) => {
    const value = search[kind]
    return value === undefined ? [] : [{ kind, value }]
  })
  if (given.length === 0) return null
  return (
    <p className="row">
      Only of
      {given.map(({ kind, value }) => (
        <span key={kind} className="chip">
          {WORDS[kind]} <strong>{nameOf(kind, value)}</strong>
          <button
            type="button"
            aria-label={`Of every ${WORDS[kind]}`}
            onClick={() => {
              const { [kind]: _, ...others } = search
              onSearch(others as Search)
            }}
          >
            ×
          </button>
        </span>
      ))}
    </p>
  )
}
