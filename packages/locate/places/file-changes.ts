// SPDX-License-Identifier: Apache-2.0
import type { FilePatch, Hunk } from '../patch/index.ts'
import { changesIn } from './changes.ts'
import { classOfPath } from './file-class.ts'
import type { LocatedPlace } from './located.ts'

/** Both texts of a changed file; undefined where it is not there or cannot be read. */
export interface Texts {
  readonly before: string | undefined
  readonly after: string | undefined
  /** The hunks as they lie in these texts. */
  readonly hunks: readonly Hunk[]
}

/** The place that a file of a patch makes. */
export function placeOf(file: FilePatch, { before, after, hunks }: Texts): LocatedPlace {
  const path = file.oldPath ?? file.newPath ?? ''
  const kind = classOfPath(path)
  const none = { path, functions: [], added: [] }
  if (kind !== 'code') return { ...none, class: kind }
  // a new file, or a copy whose original stays as it is
  if (file.change === 'added' || (file.change === 'copied' && before !== undefined)) {
    const added =
      after === undefined ? [] : (changesIn(path, '', after, wholeOf(after))?.added ?? [])
    return { ...none, path: file.newPath ?? path, class: 'addition', others: [], added }
  }
  // only its name or mode
  if (hunks.length === 0 && !file.isBinary) return { ...none, class: 'addition', others: [] }
  if (before === undefined || file.isBinary) return { ...none, class: 'code' }
  const changes = changesIn(path, before, after ?? '', hunks)
  if (changes === undefined) return { ...none, class: 'code' }
  const { functions, others, added, isAdding } = changes
  const isAddition = functions.length === 0 && others.length === 0
  // comments and blank lines only: nothing changed
  if (isAddition && !isAdding) return { ...none, class: 'docs', others }
  return { path, class: isAddition ? 'addition' : 'code', functions, others, added }
}

function wholeOf(text: string): readonly Hunk[] {
  const lines = text.split('\n').map((line) => ({ kind: 'added' as const, text: line }))
  return [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: lines.length, lines }]
}
