// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { send } from '../../api/client.ts'
import type { Product, ReleaseSummary } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'

interface Wish {
  readonly line: string
  readonly product: string
  readonly release: string
  readonly supportEnd: string
}

interface Named {
  readonly id: string
  readonly name: string
}

/** A release of a product that is there, or of one that is named here for the first time; so for product lines. */
export function NewRelease({
  products,
  lines,
}: {
  readonly products: readonly Named[]
  readonly lines: readonly Named[]
}) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: async ({ line, product, release, supportEnd }: Wish) => {
      const known = products.find(({ name }) => name === product)
      const { id } = known ?? (await newProduct(product, await lineNamed(line, lines)))
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
            line: text('line'),
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
          Product line (of a new product)
          <input name="line" list="known-lines" maxLength={200} placeholder="none" />
        </label>
        <datalist id="known-lines">
          {lines.map(({ id, name }) => (
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

async function lineNamed(name: string, lines: readonly Named[]): Promise<string | undefined> {
  if (name === '') return undefined
  const known = lines.find((line) => line.name === name)
  const { id } = known ?? (await send<Named>('/product-lines', { method: 'POST', body: { name } }))
  return id
}

function newProduct(name: string, line: string | undefined): Promise<Product> {
  const body = { name, ...(line === undefined ? {} : { line }) }
  return send<Product>('/products', { method: 'POST', body })
}
