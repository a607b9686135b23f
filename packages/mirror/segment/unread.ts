// SPDX-License-Identifier: Apache-2.0
import type { Advisory, Affected, Locations, VersionClaim } from '@headwater/domain/matching'
import type { BlockHeader, Place } from './block.ts'
import { readClaim } from './claims.ts'

/** What a report says of an advisory that matched, without what decides whether it does and without its long text. */
export type Head = Omit<Advisory, 'affected' | 'details'>

/** Where the advisories of a block get the rest of themselves from. Numbers of records are those of the segment. */
export interface RecordSource {
  head(number: number): Head
  /** The record as it was published, in normal form. */
  whole(number: number): Advisory
}

export interface Block {
  readonly count: number
  /** By its place in the block. `number`: that of the segment. */
  read(place: number, number: number): Advisory
}

/**
 * Opens a block (see `block.ts`). Its advisories know their id, aliases and affected products; versions, locations and all
 * the rest they read where somebody asks: of fifteen thousand advisories of a product most are found to be of other
 * versions, and forgotten.
 * @throws SyntaxError, RangeError where the bytes are no block.
 */
export function openBlock(bytes: Buffer, source: RecordSource): Block {
  const jsonLength = bytes.readUInt32LE(0)
  const header = JSON.parse(bytes.toString('utf8', 4, 4 + jsonLength)) as BlockHeader
  const data = numbersOf(bytes, 4 + jsonLength)
  const opened: Opened = { ...header, data, source, locations: [] }
  return {
    count: data[0]!,
    read: (place, number) => readAdvisory(opened, data[1 + place]!, number),
  }
}

interface Opened extends BlockHeader {
  readonly data: Uint32Array
  readonly source: RecordSource
  /** Of `places`, as far as somebody asked. */
  readonly locations: (Locations | undefined)[]
}

function numbersOf(bytes: Buffer, start: number): Uint32Array {
  const isAligned = (bytes.byteOffset + start) % 4 === 0
  const numbers = isAligned ? bytes.subarray(start) : new Uint8Array(bytes.subarray(start))
  return new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.byteLength / 4)
}

function readAdvisory(opened: Opened, start: number, number: number): Advisory {
  const { data, texts } = opened
  let at = start
  const id = texts[data[at++]!]!
  const isWithdrawn = data[at++]! === 1
  const aliases: string[] = []
  for (let count = data[at++]!; count > 0; count--) aliases.push(texts[data[at++]!]!)
  const affected: Affected[] = []
  for (let entry = 0, count = data[at++]!; entry < count; entry++) {
    affected.push(unreadAffected(opened, at + 1, number, entry))
    at += data[at]!
  }
  return unreadAdvisory(opened.source, number, { id, aliases, affected, isWithdrawn })
}

/** Hidden members of what is read later. */
const OPENED = Symbol('opened')
const SOURCE = Symbol('source')
const NUMBER = Symbol('number')
const ENTRY = Symbol('entry')
const AT = Symbol('at')
const VERSIONS = Symbol('versions')
const WITHDRAWN = Symbol('withdrawn')
const HEAD = Symbol('head')

interface UnreadAffected {
  readonly [OPENED]: Opened
  readonly [NUMBER]: number
  readonly [ENTRY]: number
  /** Of the entry's number of names. */
  readonly [AT]: number
  [VERSIONS]: readonly VersionClaim[] | undefined
}

function unreadAffected(opened: Opened, at: number, number: number, entry: number): Affected {
  const unread = Object.create(UNREAD_AFFECTED) as Record<string | symbol, unknown>
  unread['names'] = opened.names[opened.data[at]!]!
  unread[OPENED] = opened
  unread[NUMBER] = number
  unread[ENTRY] = entry
  unread[AT] = at
  unread[VERSIONS] = undefined
  return unread as unknown as Affected
}

const UNREAD_AFFECTED: object = {
  get source(): string {
    return textAt(this as UnreadAffected, 1)
  },
  get isPrimary(): boolean {
    return numberAt(this as UnreadAffected, 2) === 1
  },
  get locations(): Locations | undefined {
    const place = numberAt(this as UnreadAffected, 3)
    return place === 0 ? undefined : locationsOf((this as UnreadAffected)[OPENED], place - 1)
  },
  get platforms(): readonly string[] | undefined {
    const text = numberAt(this as UnreadAffected, 4)
    return text === 0
      ? undefined
      : (JSON.parse((this as UnreadAffected)[OPENED].texts[text - 1]!) as readonly string[])
  },
  get versions(): readonly VersionClaim[] {
    const unread = this as UnreadAffected
    return (unread[VERSIONS] ??= versionsOf(unread))
  },
}

function numberAt({ [OPENED]: { data }, [AT]: at }: UnreadAffected, offset: number): number {
  return data[at + offset]!
}

function textAt(unread: UnreadAffected, offset: number): string {
  return unread[OPENED].texts[numberAt(unread, offset)]!
}

function locationsOf({ locations, places, texts }: Opened, place: number): Locations {
  const build = ([paths, more]: Place): Locations => ({
    files: paths.map((path) => texts[path]!),
    ...more,
  })
  return (locations[place] ??= build(places[place]!))
}

function versionsOf(unread: UnreadAffected): readonly VersionClaim[] {
  const { data, texts, source } = unread[OPENED]
  const { [NUMBER]: number, [ENTRY]: entry } = unread
  const reader = { data, texts, at: unread[AT] + 6 }
  const versions: VersionClaim[] = []
  for (let claim = 0, count = numberAt(unread, 5); claim < count; claim++) {
    versions.push(readClaim(reader, () => source.whole(number).affected[entry]!.versions[claim]!))
  }
  return versions
}

interface UnreadAdvisory {
  readonly [SOURCE]: RecordSource
  readonly [NUMBER]: number
  readonly [WITHDRAWN]: boolean
  [HEAD]: Head | undefined
}

interface ReadFirst extends Pick<Advisory, 'id' | 'aliases' | 'affected'> {
  readonly isWithdrawn: boolean
}

function unreadAdvisory(source: RecordSource, number: number, read: ReadFirst): Advisory {
  const unread = Object.create(UNREAD_ADVISORY) as Record<string | symbol, unknown>
  unread['id'] = read.id
  unread['aliases'] = read.aliases
  unread['affected'] = read.affected
  unread[SOURCE] = source
  unread[NUMBER] = number
  unread[WITHDRAWN] = read.isWithdrawn
  unread[HEAD] = undefined
  return unread as unknown as Advisory
}

const HEAD_MEMBERS = [
  'kind',
  'source',
  'related',
  'upstream',
  'title',
  'publishedAt',
  'modifiedAt',
  'severities',
  'assessments',
  'references',
  'weaknesses',
] as const satisfies readonly (keyof Head)[]

const UNREAD_ADVISORY: object = Object.create(null, {
  ...Object.fromEntries(
    HEAD_MEMBERS.map((member): [string, PropertyDescriptor] => [
      member,
      {
        get(this: UnreadAdvisory) {
          return headOf(this)[member]
        },
      },
    ]),
  ),
  // asked of all of them, since what was withdrawn speaks against nothing
  withdrawn: {
    get(this: UnreadAdvisory) {
      return this[WITHDRAWN] ? headOf(this).withdrawn : undefined
    },
  },
  details: {
    get(this: UnreadAdvisory) {
      return this[SOURCE].whole(this[NUMBER]).details
    },
  },
}) as object

function headOf(unread: UnreadAdvisory): Head {
  return (unread[HEAD] ??= unread[SOURCE].head(unread[NUMBER]))
}
