// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs'
import { parseJson } from '@headwater/formats/json'
import type { OtherChange } from '@headwater/domain/triage'
import { SettingsError } from './error.ts'

/** One line of a locations file: where the code of one vulnerability is, in the release that is checked. */
export interface OverlayEntry {
  readonly id: string
  readonly paths: readonly string[]
  readonly functions: readonly string[]
  /** What the fix changed in these files outside of functions. */
  readonly others?: readonly OtherChange[]
  /** Whose paths and names these are: those of the release that is checked, or those of the fix. */
  readonly from: 'release' | 'fix'
  /** How the author knows. One that begins with VAGUE names a whole subsystem. */
  readonly basis: string
}

export interface Overlay {
  readonly file: string
  readonly entries: readonly OverlayEntry[]
}

const LARGEST = 256 * 1024 * 1024

/**
 * Reads a locations file: `{"locations": [{"id", "paths", "functions", "others", "from", "basis"}]}`; other members are let
 * be. What a fix names may be younger than the release, and is then no proof that the release does not have it.
 * @throws SettingsError listing everything wrong; FormatError where it is no JSON.
 */
export function readLocations(file: string): Overlay {
  const said = parseJson(file, readSmall(file))
  const list: unknown = isRecord(said) ? said['locations'] : said
  if (!Array.isArray(list)) {
    throw new SettingsError(file, ['must hold a list `locations` of {id, paths, functions, basis}'])
  }
  const faults: string[] = []
  const entries = list.map((entry: unknown, i) => readEntry(entry, `/locations/${i}`, faults))
  if (faults.length > 0) throw new SettingsError(file, faults)
  return { file, entries }
}

function readSmall(file: string): string {
  let size: number
  try {
    const stat = statSync(file)
    if (!stat.isFile()) throw new Error('no file')
    size = stat.size
    if (size <= LARGEST) return readFileSync(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'cannot be read'
    throw new SettingsError(file, [why.startsWith('ENOENT') ? 'no such file' : why], { cause })
  }
  throw new SettingsError(file, [`${size} bytes, which is more than ${LARGEST}`])
}

function readEntry(entry: unknown, at: string, faults: string[]): OverlayEntry {
  const said = isRecord(entry) ? entry : {}
  if (!isRecord(entry)) faults.push(`${at}: must be an object`)
  const { id, basis } = said
  if (typeof id !== 'string' || id === '') faults.push(`${at}/id: must be a vulnerability id`)
  const paths = texts(said['paths'], `${at}/paths`, faults)
  if (paths.length === 0) faults.push(`${at}/paths: must name at least one path or glob`)
  const others = changes(said['others'], `${at}/others`, faults)
  const from = said['from'] ?? 'release'
  if (from !== 'release' && from !== 'fix') faults.push(`${at}/from: must be release or fix`)
  return {
    id: typeof id === 'string' ? id : '',
    paths: paths.map((path) => path.replace(/^\.?\//, '')),
    functions: texts(said['functions'], `${at}/functions`, faults),
    ...(others === undefined ? {} : { others }),
    from: from === 'fix' ? 'fix' : 'release',
    basis: typeof basis === 'string' ? basis : 'no basis given',
  }
}

function texts(value: unknown, at: string, faults: string[]): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    faults.push(`${at}: must be a list of texts`)
    return []
  }
  return value.flatMap((each: unknown, i) => {
    if (typeof each === 'string') return [each]
    faults.push(`${at}/${i}: must be text`)
    return []
  })
}

function changes(value: unknown, at: string, faults: string[]): OtherChange[] | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) {
    faults.push(`${at}: must be a list of {kind, name}`)
    return []
  }
  return value.flatMap((each: unknown, i) => {
    const { kind, name = '' } = isRecord(each) ? each : {}
    if (typeof kind === 'string' && isKind(kind) && typeof name === 'string')
      return [{ kind, name }]
    faults.push(`${at}/${i}: must be {kind, name} with a kind of ${KINDS.join(', ')}`)
    return []
  })
}

const KINDS: readonly OtherChange['kind'][] = [
  'macro',
  'data',
  'type',
  'declaration',
  'include',
  'other',
]

function isKind(word: string): word is OtherChange['kind'] {
  return (KINDS as readonly string[]).includes(word)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
