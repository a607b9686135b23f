// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path'
import { cmakeMakefiles } from './cmake-makefiles/index.ts'
import { compileCommands } from './compile-commands/index.ts'
import { compilersGone } from './compilers.ts'
import { depfiles } from './depfiles/index.ts'
import { filesOnDisk, type BuildFiles } from './files.ts'
import { buildsBelow, type FoundBuild } from './find-builds.ts'
import { kbuild } from './kbuild/index.ts'
import { mergeSteps } from './merge.ts'
import { meson } from './meson/index.ts'
import { filesByOldName, homeOf, stepsByNewName, type Move } from './moved.ts'
import { ninja } from './ninja/index.ts'
import type { StepReader } from './reader.ts'
import type { Steps } from './step.ts'
import { wrapperReader } from './wrapper/index.ts'

export interface ReadOptions {
  readonly files?: BuildFiles
  /** Folders that the build knows by another path: a build in a container, seen from outside. */
  readonly moves?: readonly Move[]
  /** Folders in which programs are looked for, as in PATH; without it nothing is said about compilers that are not there. */
  readonly programFolders?: readonly string[]
}

/** The first that recognises a folder reads it. Meson stands before ninja, since its builds are ninja's too. */
const READERS: readonly StepReader[] = [meson, ninja, cmakeMakefiles, kbuild]
/** What is better than nothing, where nobody else has records. */
const LAST: readonly StepReader[] = [compileCommands, depfiles]

/**
 * Reads what a build left in its folder, whatever system it was, and builds within it. Nothing is run. What the records cannot say
 * stands in the gaps, each with what to do; a folder without records has no steps and a gap that says so.
 */
export function readSteps(folder: string, options: ReadOptions = {}): Promise<Steps> {
  const top = resolve(folder)
  const files = options.files ?? filesOnDisk()
  const parts = readAll(top, options.moves ?? [], files)
  const merged = mergeSteps(top, parts)
  const gone = compilersGone(merged.steps, options.programFolders, files)
  return Promise.resolve(gone === undefined ? merged : { ...merged, gaps: [...merged.gaps, gone] })
}

function readAll(top: string, moves: readonly Move[], files: BuildFiles): readonly Steps[] {
  const watched = wrapperReader.recognises(top, files) ? [wrapperReader.read(top, files)] : []
  const found = buildsBelow(top, READERS, files)
  const parts = found.map((build) => readOne(build, moves, files))
  // a superproject's builds that only fetch or configure have nothing to tell
  const telling = parts.filter((part, at) => found[at]?.folder === top || part.steps.some(isOfCode))
  if (telling.some((part) => part.steps.length > 0) || watched.length > 0)
    return [...telling, ...watched]
  if (telling.length > 0) return telling
  const last = LAST.filter((reader) => reader.recognises(top, files)).map((reader) =>
    readOne({ folder: top, reader }, moves, files),
  )
  const useful = last.find((part) => part.steps.length > 0) ?? last.at(-1)
  return [useful ?? nothingIn(top, files)]
}

function readOne(build: FoundBuild, moves: readonly Move[], files: BuildFiles): Steps {
  const home = homeOf(build.folder, moves, files)
  const read = build.reader.read(home.folder, filesByOldName(files, home.moves))
  const here = stepsByNewName(read, home.moves)
  return { ...here, gaps: [...home.gaps, ...here.gaps] }
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
