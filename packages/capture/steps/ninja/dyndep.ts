// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { edgeValue, readManifest, type Manifest } from './manifest.ts'

/**
 * Inputs that became known only while building (ninja manual, "Dynamic dependencies": modules of Fortran and C++), by the first
 * output of the edge. A dyndep file has the grammar of a manifest.
 */
export function readDyndeps(
  manifest: Manifest,
  folder: string,
  readText: (path: string) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const inputs = new Map<string, readonly string[]>()
  const asked = new Set<string>()
  for (const edge of manifest.edges) {
    const file = edge.ruleName === 'phony' ? '' : edgeValue(edge, 'dyndep')
    if (file !== '') asked.add(pathIn(folder, file))
  }
  for (const path of asked)
    for (const edge of readManifest(path, readText).edges) {
      const output = edge.outputs[0]
      if (output !== undefined && edge.implicitInputs.length > 0)
        inputs.set(output, edge.implicitInputs)
    }
  return inputs
}
