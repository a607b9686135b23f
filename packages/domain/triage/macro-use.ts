// SPDX-License-Identifier: Apache-2.0
import type { CodeEvidence } from '../code/index.ts'
import type { Inventory, NodeId } from '../inventory/index.ts'
import type { BuildEvidence } from './build-evidence.ts'

/**
 * Why a macro's code may be in an image; undefined: each function that uses it, directly or through other macros, is absent.
 * That needs the text of every file that went into an image. Types are passed over, as the rule `declaration-only` does.
 */
export function macrosIn(
  inventory: Inventory,
  evidence: BuildEvidence,
  code: CodeEvidence,
): (name: string) => string | undefined {
  let reached: readonly NodeId[] | undefined
  const cache = new Map<string, string | undefined>()

  function compiledFiles(): readonly NodeId[] {
    reached ??= [...evidence.reachedFiles()].filter((file) => {
      const role = inventory.role(file)
      return evidence.reach(file) === 'image' && (role === 'source' || role === 'header')
    })
    return reached
  }

  function whereabouts(macro: string): string | undefined {
    if (!evidence.knowsIncludes) return 'the build documents do not say which headers were included'
    const queue = [macro]
    const seen = new Set(queue)
    let isDefined = false
    for (const name of queue) {
      for (const file of compiledFiles()) {
        const path = inventory.name(file)
        const text = code.textOf(file)
        if (text === undefined) {
          if (isOfSystem(path)) continue
          return `whether ${path} uses it is not known: its text was not given`
        }
        for (const use of text.usesOf(name)) {
          if (use.kind === 'macro') {
            isDefined ||= use.name === macro
            if (use.name !== '' && !seen.has(use.name)) {
              seen.add(use.name)
              queue.push(use.name)
            }
          } else if (use.kind === 'function') {
            const { state } = code.functionIn(file, use.name)
            if (state !== 'absent') return `${use.name} of ${path} uses it`
          } else if (use.kind === 'data' || use.kind === 'other') {
            return `${path} uses it outside of functions`
          }
        }
      }
      if (queue.length > MOST_MACROS) return 'too many other macros use it'
    }
    return isDefined ? undefined : 'this release does not define it: it may be younger or renamed'
  }

  return (name) => {
    if (!cache.has(name)) cache.set(name, whereabouts(name))
    return cache.get(name)
  }
}

const MOST_MACROS = 200

/** Headers of the compiler and of the system know nothing of a component's macros. */
function isOfSystem(path: string): boolean {
  return /^\/usr\/(?:include|lib|local\/include)\//.test(path)
}
