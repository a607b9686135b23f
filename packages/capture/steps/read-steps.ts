// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path'
import { FormatError } from '@headwater/formats/fault'
import { RECORD_NAME } from '../watch/record.ts'
import { bundleReader } from './bundle/index.ts'
import { cmakeMakefiles } from './cmake-makefiles/index.ts'
import { compileCommands } from './compile-commands/index.ts'
import { compilersGone } from './compilers.ts'
import { configured, depfiles } from './depfiles/index.ts'
import { filesOnDisk, type BuildFiles } from './files.ts'
import { buildsBelow, type FoundBuild } from './find-builds.ts'
import { kbuild } from './kbuild/index.ts'
import { mergeSteps } from './merge.ts'
import { meson } from './meson/index.ts'
import { filesByOldName, homeOf, homeOfWatched, stepsByNewName, type Move } from './moved.ts'
import { ninja } from './ninja/index.ts'
import type { StepReader } from './reader.ts'
import type { Gap, Steps } from './step.ts'
import { withEmbedded } from './embedded.ts'
import { withPrecompiled } from './with-precompiled.ts'
import { withScripts } from './with-scripts.ts'
import { sourceRootOf } from './source-root.ts'
import { wrapperReader } from './wrapper/index.ts'
import { counted } from './counted.ts'

export interface ReadOptions {
  readonly files?: BuildFiles
  /** Folders that the build knows by another path: a build in a container, seen from outside. */
  readonly moves?: readonly Move[]
  /** Folders in which programs are looked for, as in PATH; without it nothing is said about compilers that are not there. */
  readonly programFolders?: readonly string[]
}

/** The first that recognises a folder reads it. Meson stands before ninja, since its builds are ninja's too. */
const READERS: readonly StepReader[] = [meson, ninja, cmakeMakefiles, kbuild]
/** Within a superproject a package with a configure script of its own is no part of the outer build's records. */
const NESTED: readonly StepReader[] = [...READERS, configured]
/** What is better than nothing, where nobody else has records. */
const LAST: readonly StepReader[] = [bundleReader, compileCommands, depfiles]

/**
 * Reads what a build left in its folder, whatever system it was, and builds within it. Nothing is run. What the records cannot say
 * stands in the gaps, each with what to do; a folder without records has no steps and a gap that says so.
 */
export function readSteps(folder: string, options: ReadOptions = {}): Promise<Steps> {
  const top = resolve(folder)
  const files = options.files ?? filesOnDisk()
  const { parts, objects } = readAll(top, options.moves ?? [], files)
  const merged = mergeSteps(top, parts, files)
  const gone = compilersGone(merged.steps, options.programFolders, files)
  const unknown = objectsUnknown(top, merged, objects)
  const source = merged.sourceRoot ?? sourceRootOf(merged.steps, merged.buildRoot, files)
  return Promise.resolve({
    ...merged,
    ...(source === undefined ? {} : { sourceRoot: source }),
    gaps: [...merged.gaps, ...gone, ...unknown],
  })
}

/**
 * What a build did that was watched just now, in that folder: its record counts, whatever others are there. Where no tool of ours
 * was called, it was a build of another kind, or there was nothing left to do; then what it left behind is read.
 */
export async function readWatchedSteps(folder: string, options: ReadOptions = {}): Promise<Steps> {
  const top = resolve(folder)
  const files = options.files ?? filesOnDisk()
  const watched = readWatched(top, options.moves ?? [], files)
  const bundles = bundlesIn(top, files)
  if (watched.steps.some(isOfCode))
    return bundles.length === 0 ? watched : mergeSteps(top, [watched, ...bundles], files)
  const failed = watched.gaps.filter(({ code }) => code === 'half-built')
  const left = await readSteps(top, { ...options, files: withoutRecord(files, top) })
  // makefiles alone leave too little to pass for what was asked for, unless it is a project of JavaScript
  const hasBuild = left.steps.some(isOfCode) && !LAST_SYSTEMS.has(left.system)
  const isProject = left.system === bundleReader.system
  if (!hasBuild && !isProject) return watched
  return { ...left, gaps: [...failed, ...left.gaps] }
}

const LAST_SYSTEMS: ReadonlySet<string> = new Set(['compile-commands', 'autotools', 'make', 'none'])

function withoutRecord(files: BuildFiles, top: string): BuildFiles {
  const record = `${top}/${RECORD_NAME}`
  return { ...files, state: (path) => (path === record ? undefined : files.state(path)) }
}

interface Parts {
  readonly parts: readonly Steps[]
  /** Objects of which some reader should know. */
  readonly objects: readonly string[]
}

function readAll(top: string, moves: readonly Move[], files: BuildFiles): Parts {
  const watched = wrapperReader.recognises(top, files) ? [readWatched(top, moves, files)] : []
  // a watched build has seen what makefiles leave no record of
  const nested = watched.length > 0 ? READERS : NESTED
  const { builds, objects } = buildsBelow(top, READERS, nested, files)
  const parts = builds.map((build) => readOne(build, moves, files))
  // a superproject's builds that only fetch or configure have nothing to tell
  const telling = parts.filter(
    (part, at) => builds[at]?.folder === top || part.steps.some(isOfCode) || part.gaps.length > 0,
  )
  if (telling.length > 0 || watched.length > 0) {
    return { parts: [...telling, ...watched, ...bundlesIn(top, files)], objects }
  }
  const last = LAST.filter((reader) => reader.recognises(top, files)).map((reader) =>
    readOne({ folder: top, reader }, moves, files),
  )
  const useful = last.find((part) => part.steps.length > 0) ?? last.at(-1)
  return { parts: [useful ?? nothingIn(top, files)], objects: [] }
}

/** Bundles of JavaScript lie beside what other tools built, or are the whole of it. */
function bundlesIn(top: string, files: BuildFiles): readonly Steps[] {
  const found = bundleReader.recognises(top, files) ? [bundleReader.read(top, files)] : []
  return found.filter((part) => part.steps.length > 0)
}

/** What no record tells of was built by somebody else: plain make beside CMake, say. It is not passed over in silence. */
function objectsUnknown(top: string, merged: Steps, objects: readonly string[]): readonly Gap[] {
  const told = new Set(merged.steps.flatMap((step) => step.outputs))
  const unknown = objects.filter((path) => !told.has(path))
  return unknown.length === 0
    ? []
    : [
        {
          code: 'no-build-record',
          message: `${counted(unknown.length, 'object')} below ${top} ${unknown.length === 1 ? 'stands' : 'stand'} in no record: something else was built there too`,
          hint: 'Watch that build too (headwater capture -- make), or take old objects away.',
          paths: unknown,
        },
      ]
}

function readWatched(top: string, moves: readonly Move[], files: BuildFiles): Steps {
  const home = homeOfWatched(top, moves, files)
  const read = wrapperReader.read(top, filesByOldName(files, home.moves))
  const here = stepsByNewName(read, home.moves)
  return { ...here, gaps: [...home.gaps, ...here.gaps] }
}

function readOne(build: FoundBuild, moves: readonly Move[], files: BuildFiles): Steps {
  const home = homeOf(build.folder, moves, files)
  const then = filesByOldName(files, home.moves)
  const read = withRest(readOrSayWhy(build, home.folder, then), then)
  const here = stepsByNewName(read, home.moves)
  return { ...here, gaps: [...home.gaps, ...here.gaps] }
}

/** What no depfile tells: what a precompiled header was made of, and what assembler and linker scripts took in. */
function withRest(read: Steps, files: BuildFiles): Steps {
  return withScripts(withEmbedded(withPrecompiled(read, files), files), files)
}

/** Records that cannot be read as what they say that they are do not stop the reading of others. */
function readOrSayWhy(build: FoundBuild, folder: string, files: BuildFiles): Steps {
  try {
    return build.reader.read(folder, files)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return {
      system: build.reader.system,
      steps: [],
      buildRoot: folder,
      configuration: [],
      gaps: [
        {
          code: 'no-build-record',
          message: `the records of the build in ${folder} cannot be read: ${error.message}`,
          hint: 'Configure and build again, or watch the build: headwater capture -- make',
          paths: [folder],
        },
      ],
    }
  }
}

function isOfCode(step: Steps['steps'][number]): boolean {
  return step.kind !== 'generate' && step.kind !== 'convert'
}

function nothingIn(folder: string, files: BuildFiles): Steps {
  const there = files.state(folder)
  return {
    system: 'none',
    steps: [],
    buildRoot: folder,
    configuration: [],
    gaps: [
      {
        code: 'no-build-record',
        message:
          there === undefined
            ? `there is no folder ${folder}`
            : there.kind !== 'folder'
              ? `${folder} is a file, not the folder of a build`
              : `${folder} has no record of a build: no build.ninja, no makefiles of CMake, no .cmd files of Kbuild, no record of a watched build`,
        hint: 'Give the folder in which the build ran, or watch the build: headwater capture -- make',
        paths: [folder],
      },
    ],
  }
}
