// SPDX-License-Identifier: Apache-2.0
import type { VersionClaim } from '@headwater/domain/matching'
import type { TextTable } from './texts.ts'

/**
 * What an entry says of versions, as numbers: first which shape, then what the shape needs. Numbers of texts are those of
 * the block; where a text may be absent, 0 stands for that and all others are one higher.
 *
 *     0 listed          count, text…
 *     1 events          type, count, (which, text)…            OSV: SEMVER, ECOSYSTEM
 *     2 commits         repository or 0                        events are fetched where somebody asks
 *     3 versions        default, count, (version, status, type or 0, lessThan or 0, lessThanOrEqual or 0)…
 *     4 commit versions default                                versions are fetched where somebody asks
 *     5 cpe                                                    configurations are fetched where somebody asks
 *     6 other           text of the claim as JSON
 *
 * What is fetched is the bulk of a record, and almost never asked for: commits by components that know theirs, CPE
 * configurations where the record's plain ranges do not decide.
 */
export function writeClaim(data: number[], claim: VersionClaim, texts: TextTable): void {
  switch (claim.kind) {
    case 'listed':
      data.push(SHAPE.listed, claim.versions.length)
      for (const version of claim.versions) data.push(texts.id(version))
      return
    case 'osv':
      writeEvents(data, claim, texts)
      return
    case 'commits':
      data.push(SHAPE.commits, optional(claim.repository, texts))
      return
    case 'cve':
      if (claim.onlyCommits === true) {
        data.push(SHAPE.commitVersions, STATUSES.indexOf(claim.defaultStatus))
      } else writeVersions(data, claim, texts)
      return
    case 'cpe':
      data.push(SHAPE.cpe)
  }
}

const SHAPE = {
  listed: 0,
  events: 1,
  commits: 2,
  versions: 3,
  commitVersions: 4,
  cpe: 5,
  other: 6,
} as const

const STATUSES = ['affected', 'unaffected', 'unknown'] as const
const TYPES = ['SEMVER', 'ECOSYSTEM'] as const
const EVENTS = ['introduced', 'fixed', 'last_affected', 'limit'] as const

type Claim<Kind extends VersionClaim['kind']> = VersionClaim & { readonly kind: Kind }

function writeEvents(data: number[], claim: Claim<'osv'>, texts: TextTable): void {
  const start = data.length
  data.push(SHAPE.events, TYPES.indexOf(claim.type), claim.events.length)
  for (const event of claim.events) {
    const said = EVENTS.filter((which) => event[which] !== undefined)
    const [which] = said
    if (which === undefined || said.length > 1) {
      writeOther(data, start, claim, texts)
      return
    }
    data.push(EVENTS.indexOf(which), texts.id(event[which]!))
  }
}

function writeVersions(data: number[], claim: Claim<'cve'>, texts: TextTable): void {
  const start = data.length
  data.push(SHAPE.versions, STATUSES.indexOf(claim.defaultStatus), claim.versions.length)
  for (const entry of claim.versions) {
    if (entry.changes !== undefined) {
      writeOther(data, start, claim, texts)
      return
    }
    data.push(
      texts.id(entry.version),
      STATUSES.indexOf(entry.status),
      optional(entry.versionType, texts),
      optional(entry.lessThan, texts),
      optional(entry.lessThanOrEqual, texts),
    )
  }
}

function writeOther(data: number[], start: number, claim: VersionClaim, texts: TextTable): void {
  data.length = start
  data.push(SHAPE.other, texts.id(JSON.stringify(claim)))
}

function optional(text: string | undefined, texts: TextTable): number {
  return text === undefined ? 0 : texts.id(text) + 1
}

/** Numbers of a block, and the place from which the next is read. */
export interface NumberReader {
  readonly data: Uint32Array
  readonly texts: readonly string[]
  at: number
}

/** The claim that stands next. @param fetch gives it as the record has it. */
export function readClaim(reader: NumberReader, fetch: () => VersionClaim): VersionClaim {
  const { data, texts } = reader
  const next = (): number => data[reader.at++]!
  const maybe = (): string | undefined => {
    const id = next()
    return id === 0 ? undefined : texts[id - 1]
  }
  switch (next()) {
    case SHAPE.listed: {
      const versions: string[] = []
      for (let count = next(); count > 0; count--) versions.push(texts[next()]!)
      return { kind: 'listed', versions }
    }
    case SHAPE.events: {
      const type = TYPES[next()]!
      const events: Claim<'osv'>['events'][number][] = []
      for (let count = next(); count > 0; count--) {
        const which = EVENTS[next()]!
        events.push({ [which]: texts[next()]! })
      }
      return { kind: 'osv', type, events }
    }
    case SHAPE.commits: {
      const repository = maybe()
      const claim = unfetched(COMMITS, 'commits', fetch)
      if (repository !== undefined) claim['repository'] = repository
      return claim as unknown as VersionClaim
    }
    case SHAPE.versions: {
      const defaultStatus = STATUSES[next()]!
      const versions: Claim<'cve'>['versions'][number][] = []
      for (let count = next(); count > 0; count--) {
        // one shape for all of them, so that whoever judges a hundred thousand meets the same one
        versions.push({
          version: texts[next()]!,
          status: STATUSES[next()]!,
          versionType: maybe(),
          lessThan: maybe(),
          lessThanOrEqual: maybe(),
        })
      }
      return { kind: 'cve', defaultStatus, versions }
    }
    case SHAPE.commitVersions: {
      const claim = unfetched(COMMIT_VERSIONS, 'cve', fetch)
      claim['defaultStatus'] = STATUSES[next()]!
      return claim as unknown as VersionClaim
    }
    case SHAPE.cpe:
      return unfetched(CPE, 'cpe', fetch) as unknown as VersionClaim
    case SHAPE.other:
      return JSON.parse(texts[next()]!) as VersionClaim
    default:
      throw new RangeError('a claim of no known shape')
  }
}

/** A claim whose long member is fetched each time it is read. Most are never asked, so making one must cost nothing. */
interface Unfetched {
  readonly kind: VersionClaim['kind']
  readonly fetch: () => VersionClaim
}

const COMMITS: object = {
  get events(): unknown {
    return (fetchOf(this) as Claim<'commits'>).events
  },
}

const COMMIT_VERSIONS: object = {
  onlyCommits: true,
  get versions(): unknown {
    return (fetchOf(this) as Claim<'cve'>).versions
  },
}

const CPE: object = {
  get configurations(): unknown {
    return (fetchOf(this) as Claim<'cpe'>).configurations
  },
}

function fetchOf(claim: object): VersionClaim {
  return (claim as Unfetched).fetch()
}

function unfetched(
  shape: object,
  kind: VersionClaim['kind'],
  fetch: () => VersionClaim,
): Record<string, unknown> {
  const claim = Object.create(shape) as Record<string, unknown>
  claim['kind'] = kind
  claim['fetch'] = fetch
  return claim
}
