// SPDX-License-Identifier: Apache-2.0
import type {
  Advisory,
  AdvisoryEntry,
  Affected,
  AffectedNames,
  Locations,
  VersionClaim,
} from '@headwater/domain/matching'
import { readClaim, type ClaimReader } from './claims.ts'
import type { GroupHeader, Place } from './group.ts'

/** Where the advisories of a segment come from: the same object for each entry of one record. */
export interface AdvisorySource {
  /** Undefined where a later record of this id stands. */
  advisory(ordinal: number, id: string, aliases: readonly string[]): Advisory | undefined
  claim(ordinal: number, entry: number, claim: number): VersionClaim
}

export interface Group {
  readonly keys: readonly string[]
  readonly entries: readonly AdvisoryEntry[]
}

/** Every entry of a block (see `group.ts`). @throws SyntaxError, RangeError where it is none. */
export function readGroup(block: Buffer, source: AdvisorySource): Group {
  const header = readHeader(block)
  const data = numbersOf(block)
  const texts = header.texts
  const locations = rememberedLocations(header)
  const reader: ClaimReader = { data, texts, at: 0 }
  const entries: AdvisoryEntry[] = []
  for (let start = 0; start < data.length;) {
    const length = data[start]!
    if (length < FEWEST_NUMBERS) throw new RangeError('an entry without end')
    let at = start + 1
    start += length
    const ordinal = data[at++]!
    const id = texts[data[at++]!]!
    const count = data[at++]!
    let aliases: readonly string[] = NONE
    if (count > 0) {
      aliases = Array.from(data.subarray(at, at + count), (text) => texts[text]!)
      at += count
    }
    const advisory = source.advisory(ordinal, id, aliases)
    if (advisory === undefined) continue
    const entry = data[at++]!
    reader.at = at
    const affected = readAffected(reader, header, locations, (claim) =>
      source.claim(ordinal, entry, claim),
    )
    entries.push({ advisory, entry, affected })
  }
  return { keys: header.names[0]?.keys ?? NONE, entries }
}

const NONE: readonly never[] = Object.freeze([])
const FEWEST_NUMBERS = 10

function readHeader(block: Buffer): GroupHeader {
  return JSON.parse(block.toString('utf8', 4, 4 + block.readUInt32LE(0))) as GroupHeader
}

function numbersOf(block: Buffer): Uint32Array {
  const start = 4 + block.readUInt32LE(0)
  const isAligned = (block.byteOffset + start) % 4 === 0
  const bytes = isAligned ? block.subarray(start) : new Uint8Array(block.subarray(start))
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}

function readAffected(
  reader: ClaimReader,
  header: GroupHeader,
  locations: (place: number) => Locations,
  fetch: (claim: number) => VersionClaim,
): Affected {
  const { data, texts } = reader
  const names: AffectedNames = header.names[data[reader.at++]!]!
  const source = texts[data[reader.at++]!]!
  const isPrimary = data[reader.at++]! === 1
  const place = data[reader.at++]!
  const platforms = data[reader.at++]!
  const count = data[reader.at++]!
  const versions: VersionClaim[] = []
  for (let claim = 0; claim < count; claim++) versions.push(readClaim(reader, () => fetch(claim)))
  return {
    source,
    isPrimary,
    names,
    versions,
    locations: place === 0 ? undefined : locations(place - 1),
    platforms:
      platforms === 0 ? undefined : (JSON.parse(texts[platforms - 1]!) as readonly string[]),
  }
}

function rememberedLocations({ places, texts }: GroupHeader): (place: number) => Locations {
  const known: (Locations | undefined)[] = []
  const build = ([paths, more]: Place): Locations => ({
    files: paths.map((path) => texts[path]!),
    ...more,
  })
  return (place) => (known[place] ??= build(places[place]!))
}
