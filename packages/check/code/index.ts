// SPDX-License-Identifier: Apache-2.0
import type { GivenCode } from '@headwater/domain/code'
import type { Inventory } from '@headwater/domain/inventory'
import { fileSource } from '@headwater/intake/archive'
import type { DigestedSource } from '@headwater/intake/documents'
import type { Beside } from '../documents/index.ts'
import { addImages, takeNotes, type BoundImages } from '../images/index.ts'
import { addSources, openSourceFolder, textsOf } from '../sources/index.ts'

/** Images and source trees of the command line, as they go into a check. */
export interface CodeBeside {
  readonly beside: Beside
  /** After everything was read. */
  givenIn(inventory: Inventory): GivenCode
}

/** Undefined where neither is given. @throws SettingsError for a source tree that is none. */
export function openCode(
  images: readonly string[],
  sources: readonly string[],
  progress: (what: string) => void,
): CodeBeside | undefined {
  if (images.length + sources.length === 0) return undefined
  const told = takeNotes()
  const folders = sources.map(openSourceFolder)
  let bound: BoundImages = { givenIn: () => ({ images: [] }) }
  return {
    beside: {
      noting: (builder, document) => told.noting(builder, document),
      add(builder) {
        const trees = addSources(builder, folders, told)
        bound = addImages(builder, images, told, (path) => trees.elementOf(path), progress)
        const empty = (name: string): DigestedSource => fileSource(name, name)
        return [...trees.folders, ...images].map(empty)
      },
    },
    givenIn: (inventory) => ({
      ...bound.givenIn(inventory),
      textOf: textsOf(inventory, folders),
    }),
  }
}
