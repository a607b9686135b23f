// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from '@headwater/domain/matching'

/** What a report says of an advisory that matched, without what decides whether it does and without its long text. */
export type Head = Omit<Advisory, 'affected' | 'details'>

export function writeHead({ affected: _affected, details: _details, ...head }: Advisory): Buffer {
  return Buffer.from(JSON.stringify(head))
}

/** How an advisory of a segment gets at the rest of itself. */
export interface HeadSource {
  head(ordinal: number): Head
  /** The record as it was published, in normal form. */
  whole(ordinal: number): Advisory
}

/**
 * An advisory that knows its id and aliases, and reads everything else where somebody asks. Of a product with fifteen
 * thousand advisories most are looked at once and found to be of other versions.
 */
export function unreadAdvisory(
  source: HeadSource,
  ordinal: number,
  id: string,
  aliases: readonly string[],
): Advisory {
  const advisory = Object.create(UNREAD) as Record<string | symbol, unknown>
  advisory['id'] = id
  advisory['aliases'] = aliases
  advisory[ORDINAL] = ordinal
  advisory[SOURCE] = source
  advisory[HEAD] = undefined
  return advisory as unknown as Advisory
}

const ORDINAL = Symbol('ordinal')
const SOURCE = Symbol('source')
const HEAD = Symbol('head')

interface Unread {
  readonly [ORDINAL]: number
  readonly [SOURCE]: HeadSource
  [HEAD]: Head | undefined
}

function headOf(advisory: object): Head {
  const unread = advisory as Unread
  return (unread[HEAD] ??= unread[SOURCE].head(unread[ORDINAL]))
}

function wholeOf(advisory: object): Advisory {
  const unread = advisory as Unread
  return unread[SOURCE].whole(unread[ORDINAL])
}

const UNREAD: object = {
  get kind() {
    return headOf(this).kind
  },
  get source() {
    return headOf(this).source
  },
  get related() {
    return headOf(this).related
  },
  get upstream() {
    return headOf(this).upstream
  },
  get title() {
    return headOf(this).title
  },
  get publishedAt() {
    return headOf(this).publishedAt
  },
  get modifiedAt() {
    return headOf(this).modifiedAt
  },
  get withdrawn() {
    return headOf(this).withdrawn
  },
  get severities() {
    return headOf(this).severities
  },
  get assessments() {
    return headOf(this).assessments
  },
  get references() {
    return headOf(this).references
  },
  get weaknesses() {
    return headOf(this).weaknesses
  },
  get details() {
    return wholeOf(this).details
  },
  get affected() {
    return wholeOf(this).affected
  },
}
