// SPDX-License-Identifier: Apache-2.0
import type { Advisory, Affected } from './advisory.ts'

/** One affected entry of one advisory. */
export interface AdvisoryEntry {
  readonly advisory: Advisory
  readonly entry: number
  readonly affected: Affected
}

/** Where the advisories for known components come from: memory, or a store that reads what is asked for. */
export interface AdvisorySource {
  /**
   * Every advisory that has an entry filed under any of these keys (`keys.ts`), once. A store may give some that have none:
   * `createMatcher` passes them by.
   */
  concerning(keys: Iterable<string>): Iterable<Advisory>
  /** The advisory of this very id, to say what a record that was withdrawn had said. */
  get(id: string): Advisory | undefined
  readonly size: number
}

/** Advisories held so that they can be looked up by identity key. */
export interface AdvisoryIndex extends AdvisorySource {
  /** Every entry that is filed under this key. The same object under each of its keys. */
  find(key: string): readonly AdvisoryEntry[]
}

/**
 * An index in memory. Where two feeds hold a record of the same id, the one that was modified last stands; without dates
 * the later one of the list.
 */
export function buildAdvisoryIndex(advisories: Iterable<Advisory>): AdvisoryIndex {
  const byId = new Map<string, Advisory>()
  for (const advisory of advisories) {
    const known = byId.get(advisory.id)
    if (known === undefined || !isOlder(advisory, known)) byId.set(advisory.id, advisory)
  }
  const byKey = new Map<string, AdvisoryEntry[]>()
  for (const advisory of byId.values()) {
    const { affected } = advisory
    for (let entry = 0; entry < affected.length; entry++) {
      const filed: AdvisoryEntry = { advisory, entry, affected: affected[entry]! }
      for (const key of filed.affected.names.keys) {
        const list = byKey.get(key)
        if (list) list.push(filed)
        else byKey.set(key, [filed])
      }
    }
  }
  const find = (key: string): readonly AdvisoryEntry[] => byKey.get(key) ?? NONE
  return {
    find,
    concerning: (keys) =>
      new Set([...keys].flatMap((key) => find(key).map(({ advisory }) => advisory))),
    get: (id) => byId.get(id),
    size: byId.size,
  }
}

const NONE: readonly AdvisoryEntry[] = Object.freeze([])

function isOlder(advisory: Advisory, known: Advisory): boolean {
  return (
    advisory.modifiedAt !== undefined &&
    known.modifiedAt !== undefined &&
    advisory.modifiedAt < known.modifiedAt
  )
}
