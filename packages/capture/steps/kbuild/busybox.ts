// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { readLinkMap } from '../../link-map/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import type { Step } from '../step.ts'
import type { KbuildTree } from './trees.ts'

/**
 * The link of busybox: `scripts/trylink` tries libraries until it knows which are needed, and leaves no record but the link map
 * of its last call, `busybox_unstripped.map` (and `busybox_unstripped.out`, what the linker said).
 */
export function busyboxLinks(tree: KbuildTree, files: BuildFiles): readonly Step[] {
  const image = pathIn(tree.root, 'busybox_unstripped')
  const map = `${image}.map`
  const text = isFile(files, image) ? files.text(map) : undefined
  if (text === undefined) return []
  const linked = readLinkMap(text)
  const loaded = linked.loaded.map((path) => pathIn(tree.root, path))
  const steps: Step[] = [
    {
      kind: 'link-image',
      outputs: [image],
      inputs: [...new Set(loaded)].filter((path) => isFile(files, path)),
      includes: [],
      knowsIncludes: true,
      directory: tree.root,
      record: map,
    },
  ]
  const stripped = pathIn(tree.root, 'busybox')
  if (isFile(files, stripped))
    steps.push({
      kind: 'convert',
      outputs: [stripped],
      inputs: [image],
      includes: [],
      knowsIncludes: true,
      directory: tree.root,
      record: map,
    })
  return steps
}
