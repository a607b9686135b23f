// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { Product } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { ArchiveButton } from '../../parts/ArchiveButton.tsx'
import { ProblemNote } from '../../parts/Loaded.tsx'

type Variant = Product['variants'][number]

/** What a product is made as: for another market, with other parts. */
export function Variants({ product: { id, variants } }: { readonly product: Product }) {
  const add = useAction()
  return (
    <section className="card" aria-labelledby="variants">
      <h2 id="variants">Variants</h2>
      {variants.length === 0 && <p className="soft">None: its releases are all of one kind.</p>}
      <ul className="plain">
        {variants.map((variant) => (
          <li key={variant.id}>
            <Link to="/products/$id" params={{ id }} search={{ variant: variant.id }}>
              {variant.name}
            </Link>
            : {variant.releaseCount === 1 ? 'one release' : `${variant.releaseCount} releases`}
            {variant.archived && <span className="soft">, archived</span>}
            <Change variant={variant} key={variant.version} />
          </li>
        ))}
      </ul>
      {add.isError && <ProblemNote error={add.error} />}
      <details>
        <summary>Add a variant</summary>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            const form = event.currentTarget
            add.mutate(
              { path: `/products/${id}/variants`, method: 'POST', body: fieldsOf(form) },
              { onSuccess: () => form.reset() },
            )
          }}
        >
          <label>
            Name
            <input name="name" required maxLength={200} />
          </label>
          <label>
            What it is
            <input name="description" maxLength={2000} />
          </label>
          <button type="submit" data-main disabled={add.isPending}>
            Add
          </button>
        </form>
      </details>
    </section>
  )
}

function Change({ variant }: { readonly variant: Variant }) {
  const act = useAction()
  const path = `/variants/${variant.id}`
  return (
    <details>
      <summary>Change {variant.name}</summary>
      {act.isError && <ProblemNote error={act.error} />}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          const { name, description = '' } = fieldsOf(event.currentTarget)
          act.mutate({ path, method: 'PATCH', body: { name, description } })
        }}
      >
        <label>
          Name
          <input name="name" defaultValue={variant.name} required maxLength={200} />
        </label>
        <label>
          What it is
          <input name="description" defaultValue={variant.description} maxLength={2000} />
        </label>
        <button type="submit" disabled={act.isPending}>
          Save
        </button>
      </form>
      <ArchiveButton
        path={path}
        what="this variant"
        isArchived={variant.archived}
        effect="It stays with its releases, whose findings stay as they are and are counted as before. It is only marked as no longer made."
      />
    </details>
  )
}
