// SPDX-License-Identifier: Apache-2.0
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  convertDocument,
  groupPlaces,
  TARGETS,
  type ConversionReport,
  type Target,
} from '@headwater/domain/conversion'
import { UnreadableDocuments } from '@headwater/check/documents'
import { FormatError } from '@headwater/formats/fault'
import { openDocuments, type DigestedSource } from '@headwater/intake/documents'
import type { Limits } from '@headwater/formats/source'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { count, safe } from '../print/text.ts'
import { VERSION } from '../version.ts'
import { readSbom } from '@headwater/check/sbom'
import { limitsOf } from './limits.ts'
import { progressOn } from './progress.ts'

export interface ConvertOptions {
  readonly to: string
  readonly output?: string
  readonly report?: string
  readonly limit?: readonly string[]
}

/** Writes a document as another format, and says on standard error what did not arrive. */
export async function convert(path: string, options: ConvertOptions, io: Io): Promise<ExitCode> {
  const target = targetOf(options.to)
  const limits = limitsOf(options.limit)
  const progress = progressOn(io)
  progress.step(`reading ${path}`)
  const source = await onlyDocument(path, limits)
  const document = await readSbom(source, limits)
  progress.step(`writing ${options.to}`)
  const facts = {
    name: basename(path),
    sha256: (await source.digest('sha256')) ?? '',
    tool: { name: 'headwater', version: VERSION },
  }
  const { text, report } = inOneText(path, () => convertDocument(document, target, facts))
  progress.end()
  const account = `${JSON.stringify(report, undefined, 2)}\n`
  writeWhole([
    ...(options.output === undefined ? [] : [[options.output, text] as const]),
    ...(options.report === undefined ? [] : [[options.report, account] as const]),
  ])
  if (options.output === undefined) io.out(text)
  io.err(describe(report))
  return EXIT.ok
}

function targetOf(name: string): Target {
  const target = TARGETS.get(name)
  if (target) return target
  throw new UsageError(
    `--to ${name}: there is no such format`,
    `formats are ${[...TARGETS.keys()].join(', ')}`,
  )
}

/** V8 has no text of more than half a gigabyte, and a document may be longer in another format than it was. */
function inOneText<T>(path: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.includes('string length')) throw error
    const message = 'what would be written is longer than a text can be (512 MB)'
    throw new FormatError(path, [{ code: 'LIMIT', message, place: {} }], 0, { cause: error })
  }
}

/** Archives may hold many; a conversion is of one. */
async function onlyDocument(path: string, limits: Limits): Promise<DigestedSource> {
  let only: DigestedSource | undefined
  for await (const { source } of openDocuments([path], limits)) {
    if (only)
      throw new UsageError(`${path} holds more than one document`, 'convert takes one at a time')
    only = source
  }
  if (only) return only
  throw new UnreadableDocuments([
    new FormatError(path, [
      { code: 'UNKNOWN_FORMAT', message: 'there is no document in it', place: {} },
    ]),
  ])
}

/** All files in one piece or none at all: another program may be reading the old ones. */
function writeWhole(files: readonly (readonly [path: string, text: string])[]): void {
  const unfinished: (readonly [from: string, to: string])[] = []
  let current = ''
  try {
    for (const [path, text] of files) {
      current = path
      const part = join(dirname(resolve(path)), `.${basename(path)}.${process.pid}.part`)
      unfinished.push([part, path])
      writeFileSync(part, text, { flag: 'wx' })
    }
    for (const [part, path] of unfinished) {
      current = path
      renameSync(part, path)
    }
  } catch (error) {
    for (const [part] of unfinished) rmSync(part, { force: true })
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${current} could not be written: ${reason}`)
  }
}

const GROUPS_SHOWN = 40
const PLACES_SHOWN = 3

function describe(report: ConversionReport): string {
  const { source, target, counts, lost, properties, notes, remarks } = report
  const lines = [
    `${source.format} ${source.version} to ${target.format} ${target.version} ${target.syntax}: ${COUNTED.map(
      ([key, one]) => `${arrow(counts.source[key], counts.target[key])} ${one}`,
    ).join(', ')}`,
    ...section(lost, 'lost'),
    ...section(
      properties.map((pointer) => ({ pointer })),
      'carried as property',
    ),
    ...section(
      notes.map(({ pointer = '', message }) => ({ pointer, why: message })),
      'said otherwise',
    ),
    ...section(
      remarks.map((why) => ({ pointer: '', why })),
      'remarked while reading',
    ),
  ]
  if (lost.length === 0) lines.push('nothing is lost')
  return `${lines.join('\n')}\n`
}

const COUNTED = [
  ['packages', 'packages'],
  ['files', 'files'],
  ['snippets', 'snippets'],
  ['relationships', 'relationships'],
] as const

function arrow(before: number, after: number): string {
  const text = before.toLocaleString('en-US')
  return before === after ? text : `${text} → ${after.toLocaleString('en-US')}`
}

function section(
  places: readonly { readonly pointer: string; readonly why?: string }[],
  title: string,
): string[] {
  if (places.length === 0) return []
  const groups = groupPlaces(places)
  const lines = groups.slice(0, GROUPS_SHOWN).map(({ pattern, why, pointers }) => {
    const [only] = pointers
    const shown = pointers.length === 1 ? (only ?? '') : pattern
    const some = pointers.length === 1 ? '' : `: ${pointers.slice(0, PLACES_SHOWN).join(', ')}`
    const more =
      pointers.length > PLACES_SHOWN
        ? ` and ${(pointers.length - PLACES_SHOWN).toLocaleString('en-US')} more`
        : ''
    const reason = why === undefined ? '' : ` (${why})`
    return `  ${pointers.length.toLocaleString('en-US').padStart(7)}  ${safe(`${shown}${reason}`.trim(), 300)}${safe(pattern === '' ? '' : some, 300)}${pattern === '' ? '' : more}`
  })
  const rest = groups.slice(GROUPS_SHOWN).reduce((sum, { pointers }) => sum + pointers.length, 0)
  if (rest > 0)
    lines.push(
      `  ${rest.toLocaleString('en-US').padStart(7)}  in ${count(groups.length - GROUPS_SHOWN, 'more kind')} of places (--report FILE lists all)`,
    )
  return [`${title}: ${places.length.toLocaleString('en-US')}`, ...lines]
}
