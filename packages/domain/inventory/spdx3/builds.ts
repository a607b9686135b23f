// SPDX-License-Identifier: Apache-2.0
import type { DocumentBuilder } from '../facts.ts'
import { isHeaderPath } from './files.ts'

/** What is known of an element that a build refers to, by its number in the table of ids. */
export type Material = 'file' | 'header' | 'package' | 'other' | 'external'

export interface Builds {
  input(build: string, elements: readonly number[]): void
  output(build: string, elements: readonly number[]): void
  /** Draws what follows from inputs and outputs. */
  finish(nameOf: (element: number) => string, isA: (element: number) => Material): void
}

/** Where the smaller side is larger than this, products would be drawn to the build and not to each input. */
const MANY = 16

/**
 * The Build profile says what goes into a build and what comes out of it; that each output was made from each input follows. A
 * recipe that makes hundreds of packages from thousands of files says little about which is from which: there the
 * output is drawn from the build, and the build has its inputs, so that nothing grows quadratically. Derived edges carry no
 * detail: what the document says itself stands at hasInput and hasOutput.
 */
export function createBuilds(builder: DocumentBuilder): Builds {
  const builds = new Map<string, Sides>()

  function sides(build: string): Sides {
    let found = builds.get(build)
    if (found === undefined) {
      found = { inputs: [], outputs: [] }
      builds.set(build, found)
    }
    return found
  }

  return {
    input(build, elements) {
      const { inputs } = sides(build)
      for (const element of elements) inputs.push(element)
    },
    output(build, elements) {
      const { outputs } = sides(build)
      for (const element of elements) outputs.push(element)
    },
    finish(nameOf, isA) {
      for (const [build, { inputs, outputs }] of builds) {
        if (inputs.length === 0 || outputs.length === 0) continue
        if (inputs.length > MANY && outputs.length > MANY) {
          for (const output of outputs) {
            builder.edge(nameOf(output), 'generatedFrom', build)
          }
          continue
        }
        for (const input of inputs) {
          const material = isA(input)
          if (material === 'package' || material === 'other') continue
          const from = nameOf(input)
          const isHeader = material === 'header' || (material === 'external' && isHeaderId(from))
          if (material === 'external' && isNoFile(from)) continue
          for (const output of outputs) {
            if (output === input) continue
            const kind = isHeader && isA(output) !== 'package' ? 'includes' : 'generatedFrom'
            builder.edge(nameOf(output), kind, from)
          }
        }
      }
    },
  }
}

interface Sides {
  readonly inputs: number[]
  readonly outputs: number[]
}

/**
 * Ids of elements of other documents are all that is known about them here. `west spdx` and the tools of Yocto
 * name the class last but one: `…/packages/zephyr-sources`, `…/build/recipe`.
 */
function isNoFile(id: string): boolean {
  return /\/(?:packages?|builds?|tools?|agents?|licenses?|documents?)\/[^/]*$/.test(id)
}

/** `…/File-uart.h-2` where several files have the name. */
function isHeaderId(id: string): boolean {
  return isHeaderPath(id.replace(/-\d{1,9}$/, ''))
}
