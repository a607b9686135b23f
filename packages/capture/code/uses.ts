// SPDX-License-Identifier: Apache-2.0
import type { BuildFile, TracedStep } from '../build/model.ts'

/** Whether an object is linked whatever it holds, or as a member of an archive, of which a linker takes what it needs. */
export type Way = 'direct' | 'archive'

/** Which images each object went into, and whether only through archives, of which a linker takes what it needs. */
export function usesOf(steps: readonly TracedStep[]): {
  imagesOf(object: BuildFile): ReadonlyMap<BuildFile, Way>
} {
  const products = new Map<BuildFile, TracedStep[]>()
  for (const step of steps) {
    if (step.kind === 'compile' || step.kind === 'generate') continue
    for (const input of step.inputs) {
      const list = products.get(input)
      if (list) list.push(step)
      else products.set(input, [step])
    }
  }
  return {
    imagesOf(object) {
      const found = new Map<BuildFile, Way>()
      const queue: (readonly [BuildFile, Way])[] = [[object, 'direct']]
      const seen = new Set<string>()
      for (const [file, way] of queue) {
        for (const step of products.get(file) ?? []) {
          const next: Way = step.kind === 'archive' ? 'archive' : way
          for (const output of step.outputs) {
            const key = `${next} ${output.path}`
            if (seen.has(key)) continue
            seen.add(key)
            if (step.kind === 'link-image' || step.kind === 'link-shared') {
              if (found.get(output) !== 'direct') found.set(output, next)
            } else queue.push([output, next])
          }
        }
      }
      return found
    },
  }
}
