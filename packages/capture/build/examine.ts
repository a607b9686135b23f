// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs'
import type { Gap, Step, Steps } from '../steps/index.ts'
import { CaptureError } from '../error/index.ts'
import type { Trace } from './trace.ts'
import { counted } from '../steps/counted.ts'

/** Times of files in milliseconds; undefined where there is none. Asked once each: every source names the same headers. */
export type ChangedAt = (path: string) => number | undefined

export function changedAtOnDisk(): ChangedAt {
  const known = new Map<string, number | undefined>()
  return (path) => {
    if (known.has(path)) return known.get(path)
    const stat = statSync(path, { throwIfNoEntry: false })
    const time = stat?.isFile() === true ? stat.mtimeMs : undefined
    known.set(path, time)
    return time
  }
}

/**
 * Refuses where documents would be worthless: nothing says what was built, what was built is gone, or the build stopped on
 * its way and nobody asked for a part of it.
 * @throws CaptureError
 */
export function refuseWorthless(
  read: Steps,
  trace: Trace,
  changedAt: ChangedAt,
  partial: boolean,
): void {
  const folder = read.buildRoot
  if (read.steps.length === 0) throw noBuild(read, folder)
  const compiled = trace.steps.filter(({ kind }) => kind === 'compile' || kind === 'bundle')
  if (compiled.length === 0 && trace.steps.length > 0) {
    throw new CaptureError(
      'NO_BUILD',
      `${folder} records ${counted(trace.steps.length, 'command')} and no compilation`,
      NO_BUILD_HINT,
    )
  }
  const objects = compiled.flatMap(({ outputs }) => outputs.slice(0, 1))
  const there = objects.filter((path) => changedAt(path) !== undefined)
  if (there.length === 0) {
    throw new CaptureError(
      'CLEANED',
      `${folder} was cleaned: nothing that it compiled (${counted(objects.length, 'object')}) is there`,
      'Build again, then capture before anything is cleaned.',
    )
  }
  const sources = new Set(compiled.flatMap(({ inputs }) => inputs))
  const found = [...sources].filter((path) => changedAt(path) !== undefined)
  if (found.length === 0) {
    throw new CaptureError(
      'NO_SOURCE',
      `none of the ${sources.size} sources that ${folder} was built from is where the build records it (${[...sources][0] ?? ''})`,
      'If they lie elsewhere now, as after a build in a container, say where: --moved /work=/home/me/project. Else capture where it was built.',
    )
  }
  const half = read.gaps.find(({ code }) => code === 'half-built')
  if (half !== undefined && !partial) {
    throw new CaptureError(
      'HALF_BUILT',
      half.message,
      `${half.hint} Or take what is there with --partial.`,
    )
  }
}

const NO_BUILD_HINT =
  'Give the folder in which the build system runs (build.ninja, CMakeCache.txt, .config), or watch the build: headwater capture -- make -j8'

function noBuild({ gaps, system }: Steps, folder: string): CaptureError {
  const cleaned = gaps.find(({ code }) => code === 'output-missing')
  if (cleaned !== undefined) return new CaptureError('CLEANED', cleaned.message, cleaned.hint)
  const half = gaps.find(({ code }) => code === 'half-built')
  if (half !== undefined) return new CaptureError('HALF_BUILT', half.message, half.hint)
  const [gap] = gaps
  if (gap !== undefined) return new CaptureError('NO_BUILD', gap.message, gap.hint)
  const what =
    system === 'none' ? 'no record of a build is in' : `${system} left no record of what it did in`
  return new CaptureError('NO_BUILD', `${what} ${folder}`, NO_BUILD_HINT)
}

/** What the files themselves say against the record. */
export function examineFiles(read: Steps, trace: Trace, changedAt: ChangedAt): readonly Gap[] {
  const told = new Set(read.gaps.map(({ code }) => code))
  const missing = new Set<string>()
  const changed = new Set<string>()
  const gone = new Set<string>()
  const unrecorded: string[] = []
  for (const step of trace.steps) {
    const [output] = step.outputs
    const made = output === undefined ? undefined : changedAt(output)
    for (const each of step.outputs) if (changedAt(each) === undefined) gone.add(each)
    for (const input of [...step.inputs, ...step.includes]) {
      const time = changedAt(input)
      if (time === undefined) {
        if (!trace.made.has(input)) missing.add(input)
      } else if (isNewer(step, input, time, made, trace)) changed.add(input)
    }
    if (step.kind === 'compile' && !step.knowsIncludes && output !== undefined)
      unrecorded.push(output)
  }
  const gaps: Gap[] = []
  if (missing.size > 0) {
    gaps.push({
      code: 'source-missing',
      message: `${missing.size} ${missing.size === 1 ? 'file that the build read is' : 'files that the build read are'} gone.`,
      hint: 'Put the sources back as they were when they were built, and capture again.',
      paths: [...missing].sort(),
    })
  }
  if (changed.size > 0) {
    gaps.push({
      code: 'source-changed',
      message: `${changed.size} ${changed.size === 1 ? 'file was changed after it was compiled: its digest is not that' : 'files were changed after they were compiled: their digests are not those'} of what was built.`,
      hint: 'Build again, then capture.',
      paths: [...changed].sort(),
    })
  }
  if (gone.size > 0 && !told.has('output-missing')) {
    gaps.push({
      code: 'output-missing',
      message: `${counted(gone.size, 'file')} that the build made ${gone.size === 1 ? 'is' : 'are'} gone.`,
      hint: 'Build again, then capture before anything is cleaned.',
      paths: [...gone].sort(),
    })
  }
  if (unrecorded.length > 0 && !told.has('no-include-record')) {
    gaps.push({
      code: 'no-include-record',
      message: `Of ${counted(unrecorded.length, 'object')} nothing says which headers were included.`,
      hint: 'Compile with -MD, so that depfiles are left behind; or watch the build: headwater capture -- make.',
      paths: unrecorded.sort(),
    })
  }
  return gaps
}

/** File systems keep times to within some milliseconds of each other; tools write outputs right after they read. */
const SLACK = 2

/** Only of sources: what the build itself makes it may touch again without changing it. */
function isNewer(
  step: Step,
  input: string,
  time: number,
  made: number | undefined,
  trace: Trace,
): boolean {
  return (
    step.kind === 'compile' && made !== undefined && time > made + SLACK && !trace.made.has(input)
  )
}
