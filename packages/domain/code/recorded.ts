// SPDX-License-Identifier: Apache-2.0
import { basename, normalPath, type Inventory, type NodeId } from '../inventory/index.ts'
import type { Body } from './body.ts'
import { namesOf } from './names.ts'
import type { CodeRecords } from './read-records.ts'

export interface RecordedBody extends Body {
  /** Index into the inventory's documents. */
  readonly document: number
}

/** Every function list of every record, by the last part of the file's path. */
export function bodiesByName(
  inventory: Inventory,
  { objects }: CodeRecords,
): ReadonlyMap<string, readonly RecordedBody[]> {
  const byName = new Map<string, RecordedBody[]>()
  for (const [node, record] of objects) {
    const document = inventory.documentOf(node)
    for (const [image, files] of record.images) {
      for (const { file, own, inlined, dropped = [], unplaced = [] } of files) {
        const path = normalPath(file)
        const body: RecordedBody = {
          file: path,
          image: normalPath(image),
          object: node,
          document,
          level: 'function-linked',
          own: namesOf(own),
          inlined: namesOf(inlined),
          dropped: namesOf(dropped),
          unplaced: namesOf(unplaced),
        }
        const key = basename(path).toLowerCase()
        const list = byName.get(key)
        if (list) list.push(body)
        else byName.set(key, [body])
      }
    }
  }
  return byName
}

/**
 * Zephyr's `west spdx --analyze-elf snippets` writes a snippet for each range of lines that the image's line table names.
 * Other tools' snippets say under which licence some lines are, and nothing of an image.
 */
export function linesInImage(
  inventory: Inventory,
  file: NodeId,
): readonly (readonly [number, number])[] {
  const facts = inventory.documents[inventory.documentOf(file)]?.facts
  if (!facts?.tools.some((tool) => /zephyr/i.test(tool))) return []
  return inventory.edgesFrom(file, 'contains').flatMap(({ to }) => {
    const range = inventory.snippetFacts(to)?.lineRange
    return range === undefined ? [] : [range]
  })
}
