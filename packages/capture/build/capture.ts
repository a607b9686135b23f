// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readHints, recognise } from '../recognise/index.ts'
import { readSteps, type Gap, type Step, type Steps } from '../steps/index.ts'
import { findLinked, type LinkedFiles } from '../system/linked.ts'
import { programsOutside } from '../system/programs.ts'
import { createTools } from '../system/tools.ts'
import { writeDocuments, type CaptureFormat, type WrittenDocument } from '../documents/index.ts'
import { assemble } from './assemble.ts'
import { digestFile } from './digest.ts'
import { changedAtOnDisk, examineFiles, refuseWorthless } from './examine.ts'
import { isBelow, plantForest } from './forest.ts'
import type { Digests, TracedBuild } from './model.ts'
import { settingsIn } from './settings.ts'
import { thinSteps } from './thin.ts'
import { traceSteps } from './trace.ts'

export interface CaptureRequest {
  readonly buildDir: string
  readonly sources: readonly string[]
  readonly images: readonly string[]
  /** Default: `sbom` in the build directory. */
  readonly out?: string
  readonly format: CaptureFormat
  readonly sha512: boolean
  /** Take a build that stopped on its way. */
  readonly partial: boolean
  /** The time that stands in the documents. */
  readonly now: Date
  readonly tool: { readonly name: string; readonly version: string }
  /** What a build did, where it was watched rather than left behind. */
  readonly steps?: Steps
}

export interface Captured {
  readonly build: TracedBuild
  readonly documents: readonly WrittenDocument[]
  readonly out: string
  readonly gaps: readonly Gap[]
}

/**
 * Reads what a build left behind and writes it down: what was compiled from what, where each file belongs, who each tree is.
 * Nothing is built again. Either all documents are written or none.
 * @throws CaptureError where documents would say less than they seem to.
 */
export async function captureBuild(request: CaptureRequest): Promise<Captured> {
  const buildDir = resolve(request.buildDir)
  const read = request.steps ?? (await stepsIn(buildDir))
  const trace = traceSteps(
    read,
    request.images.map((image) => resolve(image)),
  )
  const changedAt = changedAtOnDisk()
  refuseWorthless(read, trace, changedAt, request.partial)
  const out = resolve(request.out ?? join(buildDir, 'sbom'))
  const sources = [
    ...(read.sourceRoot === undefined ? [] : [read.sourceRoot]),
    ...request.sources.map((each) => resolve(each)),
  ]
  const [application = buildDir] = sources
  const hints = await readHints(application)
  const used = new Set(trace.steps.flatMap(({ inputs, includes }) => [...inputs, ...includes]))
  const forest = plantForest({
    buildRoot: read.buildRoot,
    sources: [...new Set(sources)],
    used: [...used],
    isMade: (path) => trace.made.has(path) || isBelow(path, out),
    hints,
  })
  const ask = programsOutside([read.buildRoot, ...forest.plots.map(({ root }) => root)])
  const tools = createTools(ask)
  const digests = new Map<string, Digests | undefined>()
  const digest = (path: string): Digests | undefined => {
    if (!digests.has(path)) digests.set(path, digestFile(path, request.sha512))
    return digests.get(path)
  }
  const build = assemble({
    system: read.system,
    buildRoot: read.buildRoot,
    trace,
    forest,
    configuration: read.configuration,
    settings: settingsIn(read.configuration),
    gaps: [...read.gaps, ...examineFiles(read, trace, changedAt)],
    identify: ({ root }) =>
      recognise(
        root,
        isBelow(root, application) ? hints.get(root.slice(application.length + 1)) : undefined,
      ),
    digest,
    toolOf: ({ command, directory }) => {
      const [program] = command ?? []
      return program === undefined ? undefined : tools.toolOf(program, directory)
    },
    linked: (step) =>
      LINKS.has(step.kind)
        ? findLinked(step, {
            ask,
            neededBy: () => undefined,
            sonameOf: () => undefined,
            isThere: (path) => changedAt(path) !== undefined,
          })
        : NOTHING_LINKED,
  })
  const documents = writeDocuments(build, request)
  return { build, documents, out, gaps: build.gaps }
}

const LINKS: ReadonlySet<Step['kind']> = new Set(['link-image', 'link-shared'])
const NOTHING_LINKED: LinkedFiles = { statically: [], dynamically: [], gaps: [] }

async function stepsIn(buildDir: string): Promise<Steps> {
  const read = await readSteps(buildDir)
  return read.system === 'none' && existsSync(join(buildDir, 'compile_commands.json'))
    ? thinSteps(buildDir)
    : read
}
