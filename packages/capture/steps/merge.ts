// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path/posix'
import type { BuildFiles } from './files.ts'
import type { Gap, Step, Steps } from './step.ts'

/** What several readers found in one folder, as one: the outer build gives the name of the source. */
export function mergeSteps(folder: string, parts: readonly Steps[], files: BuildFiles): Steps {
  const systems = [...new Set(parts.map((part) => part.system))]
  const source = parts.find((part) => part.sourceRoot !== undefined)?.sourceRoot
  const tools = new Map(
    parts.flatMap((part) => part.tools ?? []).map((tool) => [tool.program, tool]),
  )
  const packages = parts.flatMap((part) => part.packages ?? [])
  return {
    system: systems.join('+'),
    steps: withoutStamps(settleKinds(oneForEach(parts.flatMap((part) => part.steps))), files),
    ...(source === undefined ? {} : { sourceRoot: source }),
    // several builds lie somewhere below the folder that was asked for; one has its own name for it
    buildRoot: parts.length === 1 ? parts[0]!.buildRoot : folder,
    configuration: [...new Set(parts.flatMap((part) => part.configuration))],
    ...(tools.size === 0 ? {} : { tools: [...tools.values()] }),
    ...(packages.length === 0 ? {} : { packages }),
    gaps: withoutTwins(parts.flatMap((part) => part.gaps)),
  }
}

/** A file that two records tell of was made once: the record counts that knows more. */
function oneForEach(steps: readonly Step[]): readonly Step[] {
  const byOutput = new Map<string, Step>()
  for (const step of steps)
    for (const output of step.outputs) {
      const other = byOutput.get(output)
      if (other === undefined || worth(step) > worth(other)) byOutput.set(output, step)
    }
  const kept = new Set(byOutput.values())
  return steps.filter((step) => kept.has(step) || step.outputs.length === 0)
}

/** A step that only says that something was written tells less than one that says how; then headers count, then the command. */
function worth(step: Step): number {
  return (
    (step.kind === 'generate' ? 0 : 4) +
    (step.knowsIncludes ? 2 : 0) +
    (step.command === undefined || step.command[0] === '/bin/sh' ? 0 : 1)
  )
}

/**
 * What a tool wrote that nobody knows is an image in another shape if it was made of an image and looks like one (`bzImage`,
 * `u-boot-dtb.bin`); and a copy of something else than a link's output is just a file.
 */
function settleKinds(steps: readonly Step[]): readonly Step[] {
  const images = new Set<string>()
  for (const step of steps)
    if (step.kind === 'link-image' || step.kind === 'link-shared')
      for (const output of step.outputs) images.add(output)
  const doubtful = steps.filter((step) => step.kind === 'generate' || step.kind === 'convert')
  // images of images of images: as many rounds as anything was converted in a row
  for (let grown = true; grown;) {
    grown = false
    for (const step of doubtful) {
      const output = step.outputs[0] ?? ''
      const from = step.kind === 'convert' || looksLikeImage(output)
      if (images.has(output) || !from || !step.inputs.some((input) => images.has(input))) continue
      for (const each of step.outputs) images.add(each)
      grown = true
    }
  }
  return steps.map((step) => {
    if (step.kind === 'generate' && images.has(step.outputs[0] ?? ''))
      return { ...step, kind: 'convert' }
    if (step.kind === 'convert' && isText(step.outputs[0] ?? ''))
      return { ...step, kind: 'generate' }
    return step
  })
}

const IMAGES: ReadonlySet<string> = new Set(
  '.bin .hex .elf .img .gz .xz .lz4 .lzo .lzma .bz2 .zst .uf2 .itb .srec .s19 .efi .rom .dfu .signed .sig .exe .mcs .ihex .fw .dbg .so .stripped .axf .out .ko'.split(
    ' ',
  ),
)
const TEXTS: ReadonlySet<string> = new Set(
  '.h .hh .hpp .hxx .inc .def .c .cc .cpp .cxx .S .s .lds .ld .txt .py .sh .cmake .map .json .xml .pc .in'.split(
    ' ',
  ),
)

function looksLikeImage(path: string): boolean {
  const extension = extname(path)
  return extension === '' || IMAGES.has(extension)
}

function isText(path: string): boolean {
  return TEXTS.has(extname(path))
}

/** Empty files that only tell a build system that something was done, and that nothing of the build reads. */
function withoutStamps(steps: readonly Step[], files: BuildFiles): readonly Step[] {
  const isStamp = (step: Step): boolean =>
    step.kind === 'generate' && step.outputs.every((path) => files.state(path)?.size === 0)
  const stamps = steps.filter(isStamp)
  if (stamps.length === 0) return steps
  const read = new Set<string>()
  for (const step of steps)
    if (!isStamp(step)) for (const path of [...step.inputs, ...step.includes]) read.add(path)
  const gone = new Set(stamps.filter((step) => !step.outputs.some((path) => read.has(path))))
  return steps.filter((step) => !gone.has(step))
}

function withoutTwins(gaps: readonly Gap[]): readonly Gap[] {
  const seen = new Set<string>()
  return gaps.filter((gap) => {
    const key = `${gap.code} ${gap.message}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
