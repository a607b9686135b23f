// SPDX-License-Identifier: Apache-2.0
import { basename, dirname, join, resolve } from 'node:path'
import { recordReader, RECORD_NAME, type RecordEnd, type RecordHead } from '../../watch/record.ts'
import { withEmbedded } from '../embedded.ts'
import { filesOnDisk, isFile, type BuildFiles } from '../files.ts'
import type { StepReader } from '../reader.ts'
import type { Gap, Step, Steps, ToolRecord } from '../step.ts'
import { gapsOf } from './gaps.ts'
import { isProbe, pathOf, type Content } from './history.ts'
import type { Draft, Place } from './draft.ts'
import { startReplay } from './replay.ts'
import { sourceRootOf } from '../source-root.ts'

/** Steps of a watched build from its record. What is missing or doubtful is said in the gaps. */
export async function readWatched(
  recordFile: string,
  files: BuildFiles = filesOnDisk(),
): Promise<Steps> {
  return readRecord(resolve(recordFile), files)
}

export const wrapperReader: StepReader = {
  system: 'wrapper',
  recognises: (folder, files) => isFile(files, join(folder, RECORD_NAME)),
  read: (folder, files) => readRecord(join(folder, RECORD_NAME), files),
}

function readRecord(recordFile: string, files: BuildFiles): Steps {
  const readLine = recordReader()
  const replay = startReplay(files)
  const faults: number[] = []
  let head: RecordHead | undefined
  let end: RecordEnd | undefined
  let number = 0
  for (const text of linesOf(files.text(recordFile) ?? '')) {
    number++
    const line = readLine(text)
    switch (line.kind) {
      case 'head':
        head = line.head
        break
      case 'end':
        end = line.end
        break
      case 'call':
        replay.play(line.call, `${recordFile}:${number}`)
        break
      case 'fault':
        faults.push(number)
        break
    }
  }
  const exists = (path: string): boolean => files.state(path) !== undefined
  const live = liveDrafts(replay.drafts, replay.history.contents, exists)
  const naming = startNaming(exists)
  const steps = oneForEach(live.map((draft) => stepOf(draft, naming.nameOf)))
  const buildRoot = head?.directory ?? dirname(recordFile)
  const all = [...steps, ...naming.copies(recordFile), ...installed(live, exists)]
  const gaps: readonly Gap[] = gapsOf({
    recordFile,
    head,
    end,
    faults,
    drafts: live,
    steps: all,
    incomplete: replay.incomplete,
    buildRoot,
    files,
  })
  const sourceRoot = sourceRootOf(all, buildRoot, files)
  return withEmbedded(
    {
      system: 'wrapper',
      steps: all,
      ...(sourceRoot === undefined ? {} : { sourceRoot }),
      buildRoot,
      configuration: configurationOf(all, buildRoot, files),
      tools: toolsOf(end, recordFile),
      gaps,
    },
    files,
  )
}

/** Drafts whose output is still there, and what these were made of; not what only tested the compiler or was made anew. */
function liveDrafts(
  drafts: readonly Draft[],
  contents: readonly Content[],
  exists: (path: string) => boolean,
): readonly Draft[] {
  const live = new Set<Draft>()
  const keep = (content: Content | undefined): void => {
    if (content?.maker !== undefined) live.add(drafts[content.maker]!)
  }
  for (const content of contents) {
    if ([...content.paths].some((path) => !isProbe(path) && exists(path))) keep(content)
  }
  // the set grows while it is walked
  for (const draft of live)
    for (const { content } of [...draft.inputs, ...draft.includes]) keep(content)
  return drafts.filter((draft) => live.has(draft))
}

/**
 * An object that was compiled again under its name while somebody had used the first one: documents know files by their paths, so
 * that both are told as one, of all that went into either.
 */
function oneForEach(steps: readonly Step[]): readonly Step[] {
  const byOutput = new Map<string, Step>()
  for (const step of steps) {
    const [output = ''] = step.outputs
    const before = byOutput.get(output)
    byOutput.set(output, before === undefined ? step : together(before, step))
  }
  return [...byOutput.values()]
}

function together(one: Step, other: Step): Step {
  const inputs = new Set([...one.inputs, ...other.inputs])
  return {
    ...other,
    inputs: [...inputs],
    includes: [...new Set([...one.includes, ...other.includes])].filter(
      (path) => !inputs.has(path),
    ),
    knowsIncludes: one.knowsIncludes && other.knowsIncludes,
  }
}

interface Naming {
  readonly nameOf: (place: Place) => string
  /** Files that were copied under another name and used under that: headers, sources. */
  copies(record: string): readonly Step[]
}

function startNaming(exists: (path: string) => boolean): Naming {
  const copied = new Map<string, string>()
  return {
    nameOf: ({ path, content }) => {
      if (content === undefined) return path
      const name = pathOf(content, exists)
      if (content.maker !== undefined || name === path || !exists(path)) return name
      copied.set(path, name)
      return path
    },
    copies: (record) =>
      [...copied].map(([copy, original]) => ({
        kind: 'generate',
        outputs: [copy],
        inputs: [original],
        includes: [],
        knowsIncludes: true,
        directory: dirname(copy),
        record,
      })),
  }
}

function stepOf(draft: Draft, nameOf: Naming['nameOf']): Step {
  const { kind, libraries, libraryFolders, linkMap, command, directory, record } = draft
  const inputs = [...new Set(draft.inputs.map(nameOf))].filter((path) => !path.startsWith('/dev/'))
  const outputs = draft.outputs.map((content) => nameOf({ path: content.first, content }))
  const own = new Set([...inputs, ...outputs])
  return {
    kind,
    outputs,
    inputs,
    includes: [...new Set(draft.includes.map(nameOf))].filter((path) => !own.has(path)),
    knowsIncludes: draft.included === 'all',
    ...(libraries.length > 0 ? { libraries, libraryFolders } : {}),
    ...(linkMap === undefined ? {} : { linkMap }),
    command,
    directory,
    record,
  }
}

/** Images that stand in several places, as installing leaves them. */
function installed(drafts: readonly Draft[], exists: (path: string) => boolean): readonly Step[] {
  return drafts.flatMap((draft) =>
    draft.kind !== 'link-image' && draft.kind !== 'link-shared'
      ? []
      : draft.outputs.flatMap((content) => {
          const name = pathOf(content, exists)
          return [...content.paths]
            .filter((path) => path !== name && exists(path))
            .map((path): Step => ({
              kind: 'convert',
              outputs: [path],
              inputs: [name],
              includes: [],
              knowsIncludes: true,
              directory: draft.directory,
              record: draft.record,
            }))
        }),
  )
}

/** What each tool said of itself when the build ended: `gcc (Debian 12.2.0-14) 12.2.0`. */
function toolsOf(end: RecordEnd | undefined, record: string): readonly ToolRecord[] {
  return Object.entries(end?.tools ?? {}).map(([program, line]) => {
    const version =
      /(?:^|[\sv(-])(\d+(?:\.\d+)+(?:[-+~.\w]*\w)?)\)?$/.exec(line) ??
      /\b(\d+(?:\.\d+)+)\b/.exec(line)
    return {
      program,
      name: line === '' ? basename(program) : line,
      ...(version === null ? {} : { version: version[1]! }),
      record,
    }
  })
}

function configurationOf(
  steps: readonly Step[],
  buildRoot: string,
  files: BuildFiles,
): readonly string[] {
  const found = new Set<string>()
  for (const name of ['.config', 'config.status', 'config.mk', 'config.mak', 'CMakeCache.txt']) {
    if (isFile(files, join(buildRoot, name))) found.add(join(buildRoot, name))
  }
  for (const { includes } of steps) {
    for (const path of includes) {
      if (/\/(?:\w*[-_])?(?:config|autoconf)\.h$/.test(path) && path.startsWith(`${buildRoot}/`))
        found.add(path)
    }
  }
  return [...found].sort()
}

function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    if (stop > at) yield text.slice(at, stop)
    at = stop + 1
  }
}
