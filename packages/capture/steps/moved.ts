// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path'
import { RECORD_NAME, recordReader } from '../watch/record.ts'
import { readCMakeCache } from './cmake-cache.ts'
import { readFileApi } from './file-api.ts'
import { isFile, type BuildFiles } from './files.ts'
import { mesonHome } from './meson/index.ts'
import type { Gap, Step, Steps } from './step.ts'

/** A folder that the build knows by another path than the one where it lies now. */
export interface Move {
  readonly from: string
  readonly to: string
}

export interface Home {
  /** The build's folder by the name that the build's records use. */
  readonly folder: string
  readonly moves: readonly Move[]
  readonly gaps: readonly Gap[]
}

/**
 * Finds out whether a build lies where it was configured. Where it does not, the old name of its folder is mapped to the new one;
 * the source's too, if from the new place the same way leads to it. What is not certain is not mapped, and is said.
 *
 * @param given moves that the user knows of (a build in a container has other paths than outside)
 */
export function homeOf(folder: string, given: readonly Move[], files: BuildFiles): Home {
  return homeBy(recordedHome(folder, files), folder, given, files)
}

/** The same for the record of a watched build, whose first line names the folder in which it ran. */
export function homeOfWatched(folder: string, given: readonly Move[], files: BuildFiles): Home {
  return homeBy(
    { build: watchedIn(folder, files), source: undefined, marks: [] },
    folder,
    given,
    files,
  )
}

function homeBy(
  recorded: RecordedHome | undefined,
  folder: string,
  given: readonly Move[],
  files: BuildFiles,
): Home {
  const build = recorded?.build
  if (recorded === undefined || build === undefined || build === folder)
    return { folder, moves: given, gaps: sourceGone(recorded?.source, given, files) }
  // the same folder by another name (a link, a mount): the build's own name is as good, and its records use it
  const here = files.state(build) !== undefined && files.real(build) === files.real(folder)
  if (here) return { folder: build, moves: given, gaps: sourceGone(recorded.source, given, files) }
  const now = placeNow(build, given)
  // the user's word counts before our guess
  const moves: Move[] = now === folder ? [...given] : [...given, { from: build, to: folder }]
  const told = moves.length === given.length
  const source = recorded.source
  if (source !== undefined && files.state(placeNow(source, given)) === undefined) {
    const candidate = posix.resolve(folder, posix.relative(build, source))
    if (recorded.marks.some((mark) => isFile(files, `${candidate}/${mark}`)))
      moves.push({ from: source, to: candidate })
  }
  const mapped = moves.map((move) => `${move.from} is read as ${move.to}`).join(', ')
  return {
    folder: build,
    moves,
    gaps: [
      ...(told
        ? []
        : [
            {
              code: 'moved' as const,
              message: `the build was made in ${build} and lies in ${folder} now: ${mapped}`,
              hint: 'Nothing to do if that is right; else say what lies where: --moved /work=/home/me/project.',
              paths: [folder],
            },
          ]),
      ...sourceGone(source, moves, files),
    ],
  }
}

/** The files of a build under the names that its records use. */
export function filesByOldName(files: BuildFiles, moves: readonly Move[]): BuildFiles {
  if (moves.length === 0) return files
  return {
    text: (path) => files.text(placeNow(path, moves)),
    bytes: (path) => files.bytes(placeNow(path, moves)),
    state: (path) => files.state(placeNow(path, moves)),
    list: (path) => files.list(placeNow(path, moves)),
    real: (path) => files.real(placeNow(path, moves)),
  }
}

/** Steps by the names that files have now. Commands stay as they were run. */
export function stepsByNewName(steps: Steps, moves: readonly Move[]): Steps {
  if (moves.length === 0) return steps
  const known = new Map<string, string>()
  const now = (path: string): string => {
    const found = known.get(path)
    if (found !== undefined) return found
    const place = placeNow(path, moves)
    known.set(path, place)
    return place
  }
  const inWords = (text: string): string =>
    text
      .split(' ')
      .map((word) => now(word))
      .join(' ')
  return {
    ...steps,
    buildRoot: now(steps.buildRoot),
    ...(steps.sourceRoot === undefined ? {} : { sourceRoot: now(steps.sourceRoot) }),
    configuration: steps.configuration.map(now),
    gaps: steps.gaps.map((gap) => ({
      ...gap,
      message: inWords(gap.message),
      hint: inWords(gap.hint),
      paths: gap.paths.map(now),
    })),
    steps: steps.steps.map((step): Step => ({
      ...step,
      outputs: step.outputs.map(now),
      inputs: step.inputs.map(now),
      includes: step.includes.map(now),
      directory: now(step.directory),
      record: now(step.record),
      ...(step.libraryFolders === undefined
        ? {}
        : { libraryFolders: step.libraryFolders.map(now) }),
    })),
  }
}

/** What the first line of the record says; the rest is not looked at. */
function watchedIn(folder: string, files: BuildFiles): string | undefined {
  const text = files.text(`${folder}/${RECORD_NAME}`) ?? ''
  const line = recordReader()(text.slice(0, text.indexOf('\n')))
  return line.kind === 'head' ? line.head.directory : undefined
}

interface RecordedHome {
  readonly build: string | undefined
  readonly source: string | undefined
  /** A file of which one lies at the top of every source of that system. */
  readonly marks: readonly string[]
}

function recordedHome(folder: string, files: BuildFiles): RecordedHome | undefined {
  const cache = files.text(`${folder}/CMakeCache.txt`)
  if (cache !== undefined) {
    const values = readCMakeCache(cache)
    return {
      build: values.get('CMAKE_CACHEFILE_DIR'),
      source: values.get('CMAKE_HOME_DIRECTORY'),
      marks: ['CMakeLists.txt'],
    }
  }
  const home = mesonHome(folder, files)
  if (home !== undefined) return { ...home, marks: ['meson.build'] }
  const api = readFileApi(folder, files)
  return api === undefined
    ? undefined
    : { build: api.build, source: api.source, marks: ['CMakeLists.txt'] }
}

/** The longest name that matches counts: a build within its source moves by its own name. */
function placeNow(path: string, moves: readonly Move[]): string {
  let best: Move | undefined
  for (const move of moves)
    if (
      path.startsWith(move.from) &&
      (path.length === move.from.length || path[move.from.length] === '/') &&
      (best === undefined || move.from.length > best.from.length)
    )
      best = move
  return best === undefined ? path : best.to + path.slice(best.from.length)
}

function sourceGone(
  source: string | undefined,
  moves: readonly Move[],
  files: BuildFiles,
): readonly Gap[] {
  if (source === undefined || files.state(placeNow(source, moves)) !== undefined) return []
  return [
    {
      code: 'moved',
      message: `the source that the build was made from is not at ${source}`,
      hint: 'Say where it lies now (--moved OLD=NEW), put it back there, or capture where it was built (in the same container).',
      paths: [source],
    },
  ]
}
