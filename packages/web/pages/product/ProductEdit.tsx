// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Portfolio, Product } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { ArchiveButton } from '../../parts/ArchiveButton.tsx'
import { ProblemNote } from '../../parts/Loaded.tsx'

/** What a product is called, in which line it is, and whether it is still looked after. */
export function ProductEdit({ product }: { readonly product: Product }) {
  const act = useAction()
  const portfolio = useQuery({
    queryKey: ['portfolio'],
    queryFn: ({ signal }) => get<Portfolio>('/portfolio', {}, signal),
  })
  const path = `/products/${product.id}`
  const { counts, releaseCount } = product
  return (
    <section className="card" aria-labelledby="change">
      <h2 id="change">Change it</h2>
      {act.isError && <ProblemNote error={act.error} />}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          const { name, description = '', line } = fieldsOf(event.currentTarget)
          const isMoved = line !== product.line?.id
          act.mutate({
            path,
            method: 'PATCH',
            body: { name, description, ...(isMoved ? { line: line ?? null } : {}) },
            version: product.version,
          })
        }}
      >
        <label>
          Name
          <input name="name" defaultValue={product.name} required maxLength={200} />
        </label>
        <label>
          What it is
          <input name="description" defaultValue={product.description} maxLength={2000} />
        </label>
        <label>
          Product line
          <select
            name="line"
            defaultValue={product.line?.id ?? ''}
            // its choices come after it
            key={portfolio.data === undefined ? 'none' : 'lines'}
          >
            <option value="">none</option>
            {(portfolio.data?.lines ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={act.isPending}>
          Save
        </button>
      </form>
      <ArchiveButton
        path={path}
        what="the product"
        isArchived={product.archived}
        effect={`Its ${releaseCount === 1 ? 'release' : `${releaseCount} releases`} with ${counts.affected} affected and ${counts.unknown} unknown findings go from the Portfolio, Today, Triage and every list that does not name the product. Nothing is deleted: their pages, exports and history stay, they are still judged, and all of it comes back with the product.`}
      />
    </section>
  )
}
