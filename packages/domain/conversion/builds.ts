// SPDX-License-Identifier: Apache-2.0
import type { Pivot, PivotRelationship } from './pivot.ts'
import { united } from './united.ts'

/** More pairs than this of one build are not drawn: its inputs and outputs then say nothing about each other anyway. */
const MAX_PAIRS = 20_000

/**
 * The relationships for a target without builds: each output of a build is generated from each input. SPDX 3.0.1 Build,
 * `hasInput` and `hasOutput`.
 */
export function withGenerated(pivot: Pivot): readonly PivotRelationship[] {
  const drawn = generatedBy(pivot)
  return drawn.length === 0 ? pivot.relationships : united([...pivot.relationships, ...drawn])
}

function generatedBy(pivot: Pivot): PivotRelationship[] {
  const builds = new Map(
    pivot.elements
      .filter(({ kind }) => kind === 'build')
      .map(({ id }) => [
        id,
        { inputs: [] as PivotRelationship[], outputs: [] as PivotRelationship[] },
      ]),
  )
  if (builds.size === 0) return []
  for (const each of pivot.relationships) {
    if (each.type === 'hasInput') builds.get(each.from)?.inputs.push(each)
    else if (each.type === 'hasOutput') builds.get(each.from)?.outputs.push(each)
  }
  const drawn: PivotRelationship[] = []
  for (const { inputs, outputs } of builds.values()) {
    if (inputs.length * outputs.length > MAX_PAIRS) continue
    for (const output of outputs) {
      for (const input of inputs) {
        drawn.push({
          type: 'generates',
          from: input.to,
          to: output.to,
          origins: [...input.origins, ...output.origins],
        })
      }
    }
  }
  return drawn
}
