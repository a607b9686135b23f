// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { upload } from '../../api/client.ts'
import type { Release } from '../../api/values.ts'
import { useAction } from '../../parts/actions.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

const KINDS = [
  ['identify', 'Identities: NAME=purl or NAME=cpe, one a line'],
  ['locations', 'Locations: where vulnerable code is'],
  ['settings', 'Settings: a headwater.yaml'],
] as const

/** What the release is judged with beside its documents. */
export function Overlays({ release }: { readonly release: Release }) {
  const remove = useAction()
  return (
    <section className="card" aria-labelledby="overlays">
      <h2 id="overlays">Overlays</h2>
      {release.overlays.length === 0 && (
        <p className="soft">
          None. With an overlay you say who a component is that its document does not identify, or
          where vulnerable code lies.
        </p>
      )}
      {remove.isError && <ProblemNote error={remove.error} />}
      <ul>
        {release.overlays.map(({ id, kind, name, scope, identities, createdAt, createdBy }) => (
          <li key={id}>
            <strong>{name}</strong>: {kind}, for{' '}
            {scope === 'product' ? 'the product' : 'this release'}, by {createdBy} on{' '}
            {momentText(createdAt)} {identities.length > 0 && <code>{identities.join(', ')}</code>}{' '}
            <button
              type="button"
              disabled={remove.isPending}
              onClick={() => remove.mutate({ path: `/overlays/${id}`, method: 'DELETE' })}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <NewOverlay release={release} />
    </section>
  )
}

function NewOverlay({ release }: { readonly release: Release }) {
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: ({ file, kind, scope }: { file: File; kind: string; scope: string }) =>
      upload(
        scope === 'product'
          ? `/products/${encodeURIComponent(release.product.id)}/overlays`
          : `/releases/${encodeURIComponent(release.id)}/overlays`,
        { kind, fileName: file.name },
        file,
      ),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <details>
      <summary>Add an overlay</summary>
      {sending.isError && <ProblemNote error={sending.error} />}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const [file, kind, scope] = [said.get('file'), said.get('kind'), said.get('scope')]
          if (file instanceof File && typeof kind === 'string' && typeof scope === 'string') {
            sending.mutate({ file, kind, scope })
          }
        }}
      >
        <label>
          File
          <input type="file" name="file" required />
        </label>
        <label>
          What it says
          <select name="kind">
            {KINDS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Holds for
          <select name="scope">
            <option value="release">this release</option>
            <option value="product">all releases of {release.product.name}</option>
          </select>
        </label>
        <button type="submit" data-main disabled={sending.isPending}>
          Add
        </button>
      </form>
    </details>
  )
}
