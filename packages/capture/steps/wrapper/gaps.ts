// SPDX-License-Identifier: Apache-2.0
import type { RecordEnd, RecordHead } from '../../watch/record.ts'
import type { BuildFiles } from '../files.ts'
import type { Gap, Step } from '../step.ts'
import type { Draft } from './draft.ts'
import { counted } from '../counted.ts'

export interface Evidence {
  readonly recordFile: string
  readonly head: RecordHead | undefined
  readonly end: RecordEnd | undefined
  /** Numbers of lines that are no line of a record. */
  readonly faults: readonly number[]
  readonly drafts: readonly Draft[]
  readonly steps: readonly Step[]
  /** Outputs of commands of which words are missing. */
  readonly incomplete: readonly string[]
  readonly buildRoot: string
  readonly files: BuildFiles
}

/** Everything that the record of a watched build cannot say. */
export function gapsOf(evidence: Evidence): readonly Gap[] {
  return [
    ...recordGaps(evidence),
    ...unseenMakers(evidence),
    ...unknownIncludes(evidence),
    ...changedLater(evidence),
    ...goneOutputs(evidence),
    ...unseenLinkers(evidence),
  ]
}

const WATCH_AGAIN =
  'Clean the build and run it again from the beginning: headwater capture -- make.'

function recordGaps({
  recordFile,
  head,
  end,
  faults,
  steps,
  incomplete,
  buildRoot,
  files,
}: Evidence): readonly Gap[] {
  const gaps: Gap[] = []
  const gap = (
    code: Gap['code'],
    message: string,
    hint: string,
    paths: readonly string[] = [recordFile],
  ): void => {
    gaps.push({ code, message, hint, paths })
  }
  if (head === undefined) {
    gap('no-build-record', 'The file is no record of a watched build.', WATCH_AGAIN)
    return gaps
  }
  if (files.state(buildRoot) === undefined) {
    gap(
      'moved',
      `The build was watched in ${buildRoot}, which is not there any more.`,
      'Capture where the build was run, or put the folder back.',
      [buildRoot],
    )
  }
  if (end === undefined) gap('half-built', 'The record ends before the build did.', WATCH_AGAIN)
  else if (end.exitCode !== 0 || end.signal !== null) {
    const how =
      end.signal === null ? `ended with exit code ${end.exitCode}` : `was ended by ${end.signal}`
    gap(
      'half-built',
      `The build ${how}; what it did not come to is missing.`,
      'Repair the build, and watch it again.',
    )
  }
  if (end !== undefined && end.unfinished > 0) {
    gap(
      'half-built',
      `${counted(end.unfinished, 'call')} of a tool began and did not end.`,
      WATCH_AGAIN,
    )
  }
  if (end?.lost === true) {
    gap(
      'no-build-record',
      'Notes of the build were removed while it ran: what was called before that is missing.',
      'Keep the folder .headwater until the build is over (git clean -e .headwater), and watch it again.',
    )
  }
  if (faults.length > 0) {
    gap(
      'no-build-record',
      `${counted(faults.length, 'line')} of the record cannot be read, the first is line ${faults[0]}.`,
      WATCH_AGAIN,
    )
  }
  if (steps.length === 0) {
    gap(
      'no-build-record',
      'No compiler, linker or archiver was called through PATH, or nothing was left to build.',
      'Clean the build first; if it calls its tools by absolute paths or sets PATH itself, give it their names: make CC=cc LD=ld AR=ar.',
    )
  }
  if (incomplete.length > 0) {
    gap(
      'unknown-command',
      'Words of these commands stood in response files that were gone when they were to be read.',
      WATCH_AGAIN,
      [...new Set(incomplete)],
    )
  }
  return gaps
}

/** Objects and libraries of the build that were linked, though nobody was seen to make them. */
function unseenMakers({ head, steps, buildRoot, files }: Evidence): readonly Gap[] {
  const made = new Set(steps.flatMap(({ outputs }) => outputs))
  const folders = new Set([...made].map((path) => path.slice(0, path.lastIndexOf('/'))))
  const linked = new Set(
    steps.flatMap(({ kind, inputs }) => (TAKES_OBJECTS.has(kind) ? inputs : [])),
  )
  const unseen = [...linked].filter((path) => {
    if (made.has(path) || !/\.(?:o|obj|lo|a|lib|so(?:\.[\d.]+)?)$/.test(path)) return false
    const folder = path.slice(0, path.lastIndexOf('/'))
    return path.startsWith(`${buildRoot}/`) || folders.has(folder)
  })
  if (unseen.length === 0) return []
  const old = unseen.every(
    (path) => (files.state(path)?.changedAt ?? Infinity) < (head?.startedAt ?? 0),
  )
  return [
    {
      code: 'no-build-record',
      message: `${counted(unseen.length, 'object or library', 'objects or libraries')} went into the build, but what ${unseen.length === 1 ? 'it was' : 'they were'} made of was not seen.`,
      hint: old
        ? 'They are older than the watched build: clean it and run it again from the beginning. If they are delivered in binary, give their own SBOM.'
        : 'The tool was called by its absolute path or through another PATH: give the build its name (make CC=cc AR=ar LD=ld).',
      paths: unseen.sort(),
    },
  ]
}

const TAKES_OBJECTS: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'archive',
  'link-image',
  'link-shared',
  'link-partial',
  'convert',
])

function unknownIncludes({ drafts }: Evidence): readonly Gap[] {
  const pathsWith = (known: Draft['included']): readonly string[] =>
    drafts
      .filter(({ included }) => included === known)
      .flatMap(({ outputs }) => outputs.map(({ first }) => first))
  const user = pathsWith('user')
  const none = pathsWith('none')
  return [
    ...(user.length === 0
      ? []
      : [
          {
            code: 'no-include-record' as const,
            message: `${counted(user.length, 'object')} ${user.length === 1 ? 'was' : 'were'} compiled with -MMD, which leaves out headers of system folders and of -isystem.`,
            hint: 'Let the build use -MD in place of -MMD, or no such option at all: then all headers are noted.',
            paths: user,
          },
        ]),
    ...(none.length === 0
      ? []
      : [
          {
            code: 'no-include-record' as const,
            message: `Nothing says which headers went into ${counted(none.length, 'object')}.`,
            hint: 'If a compiler cache gave the object, switch it off (CCACHE_DISABLE=1); for another compiler, add the option that makes it write a depfile (-MD).',
            paths: none,
          },
        ]),
  ]
}

/** Written again by something that was not seen: what we say of it may not hold. The slack is for coarse clocks. */
function changedLater({ drafts, files }: Evidence): readonly Gap[] {
  const changed = new Set<string>()
  for (const { outputs } of drafts) {
    for (const content of outputs) {
      if (!content.paths.has(content.first)) continue
      const state = files.state(content.first)
      if (state !== undefined && state.changedAt > content.changedAt + SLACK)
        changed.add(content.first)
    }
  }
  if (changed.size === 0) return []
  return [
    {
      code: 'unknown-command',
      message: `${counted(changed.size, 'file')} ${changed.size === 1 ? 'was' : 'were'} written again after the tool that made ${changed.size === 1 ? 'it' : 'them'} had ended.`,
      hint: 'If the build was run again since, watch it again; if it changes files by a tool of its own, nothing is to be done.',
      paths: [...changed].sort(),
    },
  ]
}

const SLACK = 1500

/** An earlier object of the same name, or one that was removed: its step stands, its bytes cannot be shown. */
function goneOutputs({ drafts, files }: Evidence): readonly Gap[] {
  const gone = new Set<string>()
  for (const { outputs } of drafts) {
    for (const content of outputs.slice(0, 1)) {
      if (![...content.paths].some((path) => files.state(path) !== undefined))
        gone.add(content.first)
    }
  }
  if (gone.size === 0) return []
  return [
    {
      code: 'output-missing',
      message: `${counted(gone.size, 'file')} that went into others ${gone.size === 1 ? 'was' : 'were'} removed or overwritten before the build ended.`,
      hint: 'Let the build keep its intermediate files (with GNU make: .SECONDARY:), and watch it again.',
      paths: [...gone].sort(),
    },
  ]
}

function unseenLinkers({ drafts }: Evidence): readonly Gap[] {
  const unseen = drafts.filter(
    ({ kind, sawLinker }) => !sawLinker && (kind === 'link-image' || kind === 'link-shared'),
  )
  if (unseen.length === 0) return []
  return [
    {
      code: 'no-link-record',
      message: `The linker did not say which libraries it opened for ${counted(unseen.length, 'image')}; they are looked for by name.`,
      hint: 'Use a linker that knows --dependency-file (GNU ld 2.35, gold, lld 12 or later).',
      paths: unseen.flatMap(({ outputs }) => outputs.map(({ first }) => first)),
    },
  ]
}
