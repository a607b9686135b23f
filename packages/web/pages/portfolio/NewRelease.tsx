// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { send } from '../../api/client.ts'
import type { Product, ReleaseSummary } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'

interface Wish {
  readonly product: string
  readonly release: string
  readonly supportEnd: string
}

/** A release of a product that is there, or of one that is named here for the first time. */
export function NewRelease({
  products,
}: {
  readonly products: readonly { readonly id: string; readonly name: string }[]
}) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: async ({ product, release, supportEnd }: Wish) => {
      const known = products.find(({ name }) => name === product)
      const { id } =
        known ?? (await send<Product>('/products', { method: 'POST', body: { name: product } }))
      return send<ReleaseSummary>('/releases', {
        method: 'POST',
        body: { product: id, name: release, ...(supportEnd === '' ? {} : { supportEnd }) },
      })
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['portfolio'] })
      await navigate({ to: '/releases/$id', params: { id } })
    },
  })
  return (
    <details className="card">
      <summary>Add a release</summary>
      {create.isError && <ProblemNote error={create.error} />}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const text = (name: string): string => {
            const value = said.get(name)
            return typeof value === 'string' ? value.trim() : ''
          }
          create.mutate({
            product: text('product'),
            release: text('release'),
            supportEnd: text('supportEnd'),
          })
        }}
      >
        <label>
          Product
          <input name="product" list="known-products" required maxLength={200} />
        </label>
        <datalist id="known-products">
          {products.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        <label>
          Release
          <input name="release" required maxLength={200} />
        </label>
        <label>
          Support ends
          <input name="supportEnd" type="date" />
        </label>
        <button type="submit" data-main disabled={create.isPending}>
          Add
        </button>
      </form>
    </details>
  )
}
