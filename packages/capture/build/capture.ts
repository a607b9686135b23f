// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path'
import { readHints, recognise } from '../recognise/index.ts'
import type { Gap, Steps } from '../steps/index.ts'
import { writeDocuments, type CaptureFormat, type WrittenDocument } from '../documents/index.ts'
import { assemble } from './assemble.ts'
import { digestFile } from './digest.ts'
import { isBelow, plantForest } from './forest.ts'
import type { Digests, TracedBuild } from './model.ts'
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
  const read = request.steps ?? thinSteps(buildDir)
  const trace = traceSteps(
    read,
    request.images.map((image) => resolve(image)),
  )
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
    settings: [],
    gaps: [...read.gaps, ...trace.gaps],
    identify: ({ root }) =>
      recognise(
        root,
        isBelow(root, application) ? hints.get(root.slice(application.length + 1)) : undefined,
      ),
    digest,
    toolOf: () => undefined,
    linked: () => ({ statically: [], dynamically: [] }),
  })
  const documents = writeDocuments(build, request)
  return { build, documents, out, gaps: build.gaps }
}
