// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path'
import { CaptureError } from '../error/index.ts'
import type { Step, Steps } from '../steps/index.ts'
import type { FileKind } from './model.ts'

/** What took part in a build: the steps that count, and what each file is. */
export interface Trace {
  readonly steps: readonly Step[]
  readonly kinds: ReadonlyMap<string, FileKind>
  /** Outputs of steps. */
  readonly made: ReadonlySet<string>
  readonly images: readonly string[]
}

/**
 * Steps without the generators that they ran, where those are nobody's source here: a Python script of the system that wrote
 * a header is a tool, and no source of the header.
 */
export function withoutForeignTools(read: Steps, folders: readonly string[]): Steps {
  const isOurs = (path: string): boolean => folders.some((folder) => path.startsWith(`${folder}/`))
  const steps = read.steps.map((step) => {
    if (step.kind !== 'generate' || step.command === undefined) return step
    const { command, inputs } = step
    const kept = inputs.filter((path) => isOurs(path) || !command.includes(path))
    return kept.length === inputs.length ? step : { ...step, inputs: kept }
  })
  return { ...read, steps }
}

/**
 * Follows what was asked for back to what it was made of. With images named, steps that lead to none of them are left
 * out: tools that ran during the build, tests. Without, every step counts and everything that was linked is an image,
 * unless the build itself runs it. `linkedTo`: libraries that a link found beyond what its command names.
 * @throws CaptureError NO_IMAGE
 */
export function traceSteps(
  { steps }: Steps,
  images: readonly string[],
  linkedTo: (step: Step) => readonly string[],
): Trace {
  const makers = new Map<string, Step[]>()
  for (const step of steps) {
    for (const output of step.outputs) {
      const list = makers.get(output)
      if (list) list.push(step)
      else makers.set(output, [step])
    }
  }
  const stranger = images.find((image) => !makers.has(image))
  if (stranger !== undefined) {
    throw new CaptureError(
      'NO_IMAGE',
      `${stranger} was not made by this build, as far as its record says`,
      `It made ${[...new Set(steps.filter(({ kind }) => IMAGES.has(kind)).flatMap(({ outputs }) => outputs))].slice(0, 5).join(', ') || 'no image'}.`,
    )
  }
  const counting = images.length === 0 ? steps : leadingTo(images, makers, linkedTo)
  const kinds = new Map<string, FileKind>()
  for (const step of counting) tellKinds(step, makers, kinds)
  return {
    steps: counting,
    kinds,
    made: new Set(makers.keys()),
    images: images.length > 0 ? images : shippedImages(counting),
  }
}

const IMAGES: ReadonlySet<Step['kind']> = new Set(['link-image', 'link-shared', 'bundle'])

function leadingTo(
  images: readonly string[],
  makers: ReadonlyMap<string, readonly Step[]>,
  linkedTo: (step: Step) => readonly string[],
): readonly Step[] {
  const found = new Set<Step>()
  const asked = new Set(images)
  for (const path of asked) {
    for (const step of makers.get(path) ?? []) {
      if (found.has(step)) continue
      found.add(step)
      for (const input of [...step.inputs, ...step.includes, ...linkedTo(step)]) asked.add(input)
    }
  }
  return [...found]
}

/** Everything that was linked and that no step runs: generators that were built to build the rest are not shipped. */
function shippedImages(steps: readonly Step[]): readonly string[] {
  const run = new Set<string>()
  for (const { kind, command = [], directory, inputs } of steps) {
    const [program] = command
    if (program?.includes('/')) run.add(resolve(directory, program))
    if (kind === 'generate') for (const input of inputs) if (!isLibrary(input)) run.add(input)
  }
  const linked = [
    ...new Set(steps.filter(({ kind }) => IMAGES.has(kind)).flatMap(({ outputs }) => outputs)),
  ]
  const shipped = linked.filter((path) => !run.has(path))
  return shipped.length > 0 ? shipped : linked
}

/** Of a library a generator reads the symbols. */
function isLibrary(path: string): boolean {
  return /\.so(?:\.[\d.]+)?$/.test(path)
}

/** What a step makes decides first; what nobody made is told by how it is used. */
function tellKinds(
  step: Step,
  makers: ReadonlyMap<string, unknown>,
  kinds: Map<string, FileKind>,
): void {
  for (const output of step.outputs) kinds.set(output, kindOfOutput(step, output))
  for (const input of step.inputs) {
    if (!makers.has(input) && !kinds.has(input)) kinds.set(input, kindOfInput(step, input))
  }
  for (const include of step.includes) {
    if (!makers.has(include) && !kinds.has(include)) {
      kinds.set(include, SOURCE.test(include) ? 'source' : 'header')
    }
  }
}

const SOURCE = /\.(?:c|cc|cpp|cxx|c\+\+|s|sx|asm|m|mm|rs|go|f|f90|d)$/i

function kindOfOutput({ kind }: Step, path: string): FileKind {
  switch (kind) {
    case 'compile':
    case 'link-partial':
      return path.endsWith('.dwo') ? 'data' : 'object'
    case 'archive':
      return 'archive'
    case 'link-shared':
      return 'shared'
    case 'link-image':
    case 'bundle':
      return 'image'
    case 'convert':
      return /\.(?:o|obj)$/.test(path) ? 'object' : 'image'
    case 'generate':
      return 'generated'
  }
}

function kindOfInput({ kind }: Step, path: string): FileKind {
  if (kind === 'compile' || kind === 'generate' || kind === 'bundle') {
    return /\.(?:h|hh|hpp|hxx|inc)$/i.test(path)
      ? 'header'
      : SOURCE.test(path) || kind !== 'generate'
        ? 'source'
        : 'data'
  }
  if (/\.(?:o|obj|lo)$/.test(path)) return 'object'
  if (/\.(?:a|lib)$/.test(path)) return 'archive'
  if (/\.so(?:\.\d+)*$/.test(path)) return 'shared'
  return /\.(?:ld|lds|x|map|ver|sym|def|txt)$/.test(path) ? 'config' : 'data'
}
