// SPDX-License-Identifier: Apache-2.0
import type { Portfolio } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { ArchiveButton } from '../../parts/ArchiveButton.tsx'
import { ProblemNote } from '../../parts/Loaded.tsx'

type Line = Portfolio['lines'][number]

/** What a product line is called, and whether it is still needed. */
export function LineEdit({ line }: { readonly line: Line }) {
  const act = useAction()
  const path = `/product-lines/${line.id}`
  return (
    <details>
      <summary>Change this line</summary>
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
          <input name="name" defaultValue={line.name} required maxLength={200} />
        </label>
        <label>
          What it is
          <input name="description" defaultValue={line.description} maxLength={2000} />
        </label>
        <button type="submit" disabled={act.isPending}>
          Save
        </button>
      </form>
      <ArchiveButton
        path={path}
        what="this line"
        isArchived={false}
        effect={
          line.productCount === 0
            ? 'It holds no product: no finding is concerned. Verdicts that hold for the line stay in the history.'
            : `It holds ${line.productCount === 1 ? 'one product' : `${line.productCount} products`}, which are to be archived or moved to another line first. No finding goes with the line itself.`
        }
      />
    </details>
  )
}
