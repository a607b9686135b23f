// SPDX-License-Identifier: Apache-2.0
import { basename, dirname, join, resolve } from 'node:path'
import { readBuildCode, startTexts } from '../code/index.ts'
import { dynamicOf } from '@headwater/formats/elf'
import { readHints, recognise, type Told } from '../recognise/index.ts'
import { readSteps, readWatchedSteps, type Move, type Step, type Steps } from '../steps/index.ts'
import { openDpkg } from '../system/dpkg.ts'
import { withElf } from '../system/file-bytes.ts'
import { findLinked, type LinkContext, type LinkedFiles } from '../system/linked.ts'
import { programFolders, programsOutside } from '../system/programs.ts'
import { createTools } from '../system/tools.ts'
import {
  saveDocuments,
  writeDocuments,
  type BillKind,
  type CaptureFormat,
} from '../documents/index.ts'
import { assemble } from './assemble.ts'
import { startDigests } from './digest.ts'
import { changedAtOnDisk, examineFiles, refuseWorthless } from './examine.ts'
import { isBelow, plantForest, type Forest } from './forest.ts'
import type { TracedBuild } from './model.ts'
import { portableGap, portableText } from './portable.ts'
import { isResidue } from './residue.ts'
import { settingsIn } from './settings.ts'
import { traceSteps, withoutForeignTools } from './trace.ts'

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
  /** Folders that the build knows by other paths than they have here: it was made in a container. */
  readonly moves?: readonly Move[]
  /** The build was watched just now: its record counts, whatever build system left others behind. */
  readonly watched?: boolean
}

export interface Captured {
  readonly build: TracedBuild
  /** In bytes; below `out`. */
  readonly documents: readonly {
    readonly kind: BillKind
    readonly file: string
    readonly size: number
  }[]
  readonly out: string
}

/**
 * Reads what a build left behind and writes it down: what was compiled from what, where each file belongs, who each tree is.
 * Nothing is built again. Either all documents are written or none.
 * @throws CaptureError where documents would say less than they seem to.
 */
export async function captureBuild(request: CaptureRequest): Promise<Captured> {
  const buildDir = resolve(request.buildDir)
  const readBuild = request.watched === true ? readWatchedSteps : readSteps
  const found = await readBuild(buildDir, {
    ...(request.moves === undefined ? {} : { moves: request.moves }),
    programFolders: programFolders(),
  })
  const changedAt = changedAtOnDisk()
  const sources = [
    ...(found.sourceRoot === undefined ? [] : [found.sourceRoot]),
    ...request.sources.map((each) => resolve(each)),
  ]
  const read = withoutForeignTools(found, [found.buildRoot, ...sources])
  const ask = programsOutside([read.buildRoot, ...sources])
  const findOwners = openDpkg()
  const linked = rememberLinks({
    ask,
    neededBy,
    sonameOf: (path) => withElf(path, (elf) => dynamicOf(elf).soname),
    isThere: (path) => changedAt(path) !== undefined,
  })
  const trace = traceSteps(
    read,
    request.images.map((image) => resolve(image)),
    (step) => linked(step).dynamically,
  )
  refuseWorthless(read, trace, changedAt, request.partial)
  const out = resolve(request.out ?? join(buildDir, 'sbom'))
  const [application = buildDir] = sources
  const hints = await readHints(application)
  const used = new Set(trace.steps.flatMap(({ inputs, includes }) => [...inputs, ...includes]))
  const digesting = startDigests(request.sha512)
  const forest = plantForest({
    buildRoot: read.buildRoot,
    sources: [...new Set(sources)],
    used: [...used],
    isMade: (path) =>
      trace.made.has(path) ||
      isBelow(path, out) ||
      (isBelow(path, read.buildRoot) && isResidue(path.slice(read.buildRoot.length + 1))),
    hints,
    findOwners,
    installed: used.size === 0 ? [] : foldersInUse(read, used),
    onListed: (paths) => digesting.add(paths),
  })
  const tools = createTools(ask, findOwners)
  const texts = startTexts(compiledTexts(trace.steps, forest))
  const { build: traced, drafts } = assemble({
    system: read.system,
    buildRoot: read.buildRoot,
    trace,
    forest,
    configuration: read.configuration,
    settings: settingsIn(read.configuration),
    locked: read.packages ?? [],
    findOwners,
    gaps: [...read.gaps, ...examineFiles(read, trace, changedAt)],
    identify: ({ root }) => {
      const hint = isBelow(root, application)
        ? hints.get(root.slice(application.length + 1))
        : undefined
      return recognise(root, hint ?? toldByLockfile(root, read.packages))
    },
    toolOf: ({ command, directory }) => {
      const [program] = command ?? []
      return program === undefined ? undefined : tools.toolOf(program, directory)
    },
    linked,
  })
  const portable = portableText(read.buildRoot, traced.trees)
  // most are under way since their tree was listed; what else took part follows
  digesting.add(drafts.map(({ path }) => path))
  const code = await readBuildCode(traced, portable, texts)
  const digestsOf = await digesting.finish()
  for (const draft of drafts) draft.digests = digestsOf(draft.path) ?? draft.digests
  const build: TracedBuild = {
    ...traced,
    code: code.records,
    gaps: [...traced.gaps, ...code.gaps.map((gap) => portableGap(gap, portable))],
  }
  const documents = writeDocuments(build, request)
  const sizes = saveDocuments(out, documents)
  return {
    build,
    documents: documents.map(({ kind, file }, index) => ({ kind, file, size: sizes[index] ?? 0 })),
    out,
  }
}

/** A file without section headers shows its interpreter and not what it loads: then the command's word stands. */
function neededBy(image: string): readonly string[] | undefined {
  return withElf(image, (elf) => {
    const { needed, interpreter } = dynamicOf(elf)
    return needed.length === 0 && interpreter !== undefined ? undefined : needed
  })
}

/** Sources and headers of trees, and what the build itself wrote; nobody looks up the system's by function. */
function compiledTexts(steps: readonly Step[], forest: Forest): readonly string[] {
  const found = new Set<string>()
  for (const { kind, inputs, includes } of steps) {
    if (kind === 'compile') for (const path of [...inputs, ...includes]) found.add(path)
  }
  return [...found].filter((path) => forest.ownerOf(path) === undefined)
}

/** Folders of packages of which modules took part. */
function foldersInUse({ packages = [] }: Steps, used: ReadonlySet<string>): readonly string[] {
  const folders = new Set(packages.flatMap((each) => each.folders))
  const found = new Set<string>()
  for (const path of used) {
    for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
      if (!folders.has(folder)) continue
      found.add(folder)
      break
    }
  }
  return [...found].sort()
}

function toldByLockfile(root: string, packages: Steps['packages'] = []): Told | undefined {
  const found = packages.find(({ folders }) => folders.includes(root))
  if (found === undefined) return undefined
  const { name, version, purl, record } = found
  return {
    name,
    ...(version === undefined ? {} : { version }),
    purls: [purl],
    basis: basename(record),
  }
}

/** Each link is looked into once: compilers are asked, and libraries looked for. */
function rememberLinks(context: LinkContext): (step: Step) => LinkedFiles {
  const known = new Map<Step, LinkedFiles>()
  return (step) => {
    if (!LINKS.has(step.kind)) return NOTHING_LINKED
    const before = known.get(step)
    if (before) return before
    const found = findLinked(step, context)
    known.set(step, found)
    return found
  }
}

const LINKS: ReadonlySet<Step['kind']> = new Set(['link-image', 'link-shared'])
const NOTHING_LINKED: LinkedFiles = { statically: [], dynamically: [], gaps: [] }
