// SPDX-License-Identifier: Apache-2.0
import { useAction } from './actions.ts'
import { ProblemNote } from './Loaded.tsx'

/** Takes something out of the way, or brings it back; what that does to findings is said before. */
export function ArchiveButton({
  path,
  what,
  isArchived,
  effect,
}: {
  readonly path: string
  /** As in "Archive the product". */
  readonly what: string
  readonly isArchived: boolean
  /** What archiving does. */
  readonly effect: string
}) {
  const act = useAction()
  const set = (archived: boolean): void => act.mutate({ path, method: 'PATCH', body: { archived } })
  return (
    <div>
      {act.isError && <ProblemNote error={act.error} />}
      {isArchived ? (
        <button type="button" disabled={act.isPending} onClick={() => set(false)}>
          Bring {what} back
        </button>
      ) : (
        <details>
          <summary>Archive {what}</summary>
          <p>{effect}</p>
          <button type="button" disabled={act.isPending} onClick={() => set(true)}>
            Archive {what}
          </button>
        </details>
      )}
    </div>
  )
}
