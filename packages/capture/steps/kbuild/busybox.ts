// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { readLinkMap } from '../../link-map/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import type { Step } from '../step.ts'
import type { KbuildTree } from './trees.ts'

/**
 * The links of busybox: `scripts/trylink` tries libraries until it knows which are needed, and leaves no record but the link map
 * of its last call, `busybox_unstripped.map`; in `0_lib` those of the shared library and of what uses it.
 */
export function busyboxLinks(tree: KbuildTree, files: BuildFiles): readonly Step[] {
  return [tree.root, pathIn(tree.root, '0_lib')].flatMap((folder) =>
    files
      .list(folder)
      .filter((entry) => entry.name.endsWith(END))
      .flatMap((entry) => linkOf(tree.root, `${folder}/${entry.name}`, files)),
  )
}

const END = '_unstripped.map'

function linkOf(root: string, map: string, files: BuildFiles): readonly Step[] {
  const image = map.slice(0, -'.map'.length)
  const text = isFile(files, image) ? files.text(map) : undefined
  if (text === undefined) return []
  const loaded = readLinkMap(text).loaded.map((path) => pathIn(root, path))
  const common = { includes: [], knowsIncludes: true, directory: root, record: map }
  const stripped = map.slice(0, -END.length)
  return [
    {
      kind: image.includes('.so.') ? 'link-shared' : 'link-image',
      outputs: [image],
      inputs: [...new Set(loaded)].filter((path) => isFile(files, path)),
      linkMap: map,
      ...common,
    },
    ...(isFile(files, stripped)
      ? [{ kind: 'convert' as const, outputs: [stripped], inputs: [image], ...common }]
      : []),
  ]
}
