// SPDX-License-Identifier: Apache-2.0
import { pathIn, readCommand } from '../command/index.ts'
import { isFile, type BuildFiles } from './files.ts'
import { precompiledAt, precompiledFor, type Precompiled } from './precompiled.ts'
import type { Gap, Step, Steps } from './step.ts'

/**
 * Says of each object that used a precompiled header what was read when that was made: GCC leaves it out of the depfiles of those
 * who use it. Where a precompiled header is used that no step made, the headers of the object are not known.
 */
export function withPrecompiled(read: Steps, files: BuildFiles): Steps {
  const { steps } = read
  const blind: string[] = []
  const makers = new Map<Precompiled, Step>()
  for (const step of steps) {
    const found = step.kind === 'compile' ? undefined : precompiledAt(step.outputs[0] ?? '')
    if (found !== undefined) makers.set(found, step)
  }
  const known = [...makers.keys()]
  const told = steps.map((step) => {
    const { command, inputs, includes } = step
    if (step.kind === 'generate' || inputs.length === 0) return step
    if (command === undefined || (known.length === 0 && !mayUse(command, step.directory, files)))
      return step
    const facts = readCommand(command, step.directory)
    if (facts.units.length === 0) return step
    const { made, unseen } = precompiledFor(inputs[0]!, facts, known, files)
    const all = new Set(includes)
    for (const each of [...made, ...known.filter(({ path }) => all.has(path))]) {
      const maker = makers.get(each)!
      for (const path of [each.path, ...maker.inputs, ...maker.includes]) all.add(path)
    }
    for (const path of inputs) all.delete(path)
    const isKnown = made.every((each) => makers.get(each)!.knowsIncludes) && !unseen
    if (all.size === includes.length && isKnown) return step
    if (step.knowsIncludes && !isKnown) blind.push(step.outputs[0]!)
    return { ...step, includes: [...all], knowsIncludes: step.knowsIncludes && isKnown }
  })
  return {
    ...read,
    steps: told,
    gaps: [...read.gaps, ...(blind.length === 0 ? [] : [gapOf(blind)])],
  }
}

function gapOf(objects: readonly string[]): Gap {
  return {
    code: 'no-include-record',
    message: `${objects.length} ${objects.length === 1 ? 'object uses' : 'objects use'} a precompiled header of which nothing says what went into it`,
    hint: 'Make the precompiled header in the same build, with a depfile (-MD); or watch the build: headwater capture -- make',
    paths: objects,
  }
}

/** At little cost, since Kbuild forces headers into each of thousands of objects: whether one of them could be precompiled. */
function mayUse(command: readonly string[], directory: string, files: BuildFiles): boolean {
  return command.some((word, at) => {
    if (!word.startsWith('-include')) return false
    if (word === '-include-pch') return true
    const path = pathIn(directory, word.slice('-include'.length) || (command[at + 1] ?? ''))
    return precompiledAt(path) !== undefined || isFile(files, `${path}.gch`) || !isFile(files, path)
  })
}
