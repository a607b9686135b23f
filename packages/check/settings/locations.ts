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
  /** File by file, where the author says so; `paths`, `functions` and `others` are then their union, for older readers. */
  readonly places?: readonly OverlayPlace[]
}

/** One file of an entry, with what is vulnerable in it. */
interface OverlayPlace {
  /** In the release that is checked; in the fix's tree where `from` is `fix`. */
  readonly path: string
  readonly functions: readonly string[]
  readonly others?: readonly OtherChange[]
  readonly from: 'release' | 'fix'
}

export interface Overlay {
  readonly file: string
  readonly entries: readonly OverlayEntry[]
}

const LARGEST = 256 * 1024 * 1024

/**
 * Reads a locations file: `{"locations": [{"id", "paths", "functions", "others", "from", "places", "basis"}]}`; other members
 * are let be (docs/reference/locations.schema.json). What a fix names may be younger than the release, and is then no proof
 * that the release does not have it.
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
  const others = changes(said['others'], `${at}/others`, faults)
  const from = said['from'] ?? 'release'
  if (from !== 'release' && from !== 'fix') faults.push(`${at}/from: must be release or fix`)
  const places = placesIn(
    said['places'],
    from === 'fix' ? 'fix' : 'release',
    `${at}/places`,
    faults,
  )
  if (paths.length === 0 && places === undefined) {
    faults.push(`${at}/paths: must name at least one path or glob`)
  }
  return {
    id: typeof id === 'string' ? id : '',
    paths: paths.map(relativePath),
    functions: texts(said['functions'], `${at}/functions`, faults),
    ...(others === undefined ? {} : { others }),
    from: from === 'fix' ? 'fix' : 'release',
    basis: typeof basis === 'string' ? basis : 'no basis given',
    ...(places === undefined ? {} : { places }),
  }
}

function relativePath(path: string): string {
  return path.replace(/^\.?\//, '')
}

function placesIn(
  value: unknown,
  from: OverlayPlace['from'],
  at: string,
  faults: string[],
): OverlayPlace[] | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value) || value.length === 0) {
    faults.push(`${at}: must be a list of {path, functions}, and not an empty one`)
    return undefined
  }
  return value.map((each: unknown, i) => placeIn(each, from, `${at}/${i}`, faults))
}

/** Where the release has the file under another name, that name counts; where it has none, the fix's is all there is. */
function placeIn(
  value: unknown,
  from: OverlayPlace['from'],
  at: string,
  faults: string[],
): OverlayPlace {
  const said = isRecord(value) ? value : {}
  const { path } = said
  if (typeof path !== 'string' || path === '') faults.push(`${at}/path: must be a path or glob`)
  const others = changes(said['others'], `${at}/others`, faults)
  const release = said['atRelease']
  if (release !== undefined && !isRecord(release)) faults.push(`${at}/atRelease: must be an object`)
  const there = isRecord(release) ? release['path'] : undefined
  if (there !== undefined && (typeof there !== 'string' || there === '')) {
    faults.push(`${at}/atRelease/path: must be a path`)
  }
  const isThere = typeof there === 'string' && there !== ''
  return {
    path: relativePath(isThere ? there : typeof path === 'string' ? path : ''),
    functions: texts(said['functions'], `${at}/functions`, faults),
    ...(others === undefined ? {} : { others }),
    from: isThere ? 'release' : isRecord(release) ? 'fix' : from,
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
