// SPDX-License-Identifier: Apache-2.0
import { createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import type { EpssScores } from '@headwater/formats/epss'
import type { ExploitedCatalog } from '@headwater/formats/kev'
import type { Limits } from '@headwater/formats/source'
import { memberFault } from './harvest.ts'
import { listMembers } from './members.ts'
import { parseMember } from './parse.ts'

/** What one file of a feed holds. */
export type FeedRecord =
  | { readonly kind: 'osv' | 'cve'; readonly advisory: Advisory }
  | { readonly kind: 'exploited'; readonly catalog: ExploitedCatalog }
  | { readonly kind: 'epss'; readonly scores: EpssScores }
  /** It looks like a record and cannot be read, or is JSON and no record. */
  | { readonly kind: 'unreadable'; readonly record: string; readonly reason: string }
  /** A read-me, a licence, an index. */
  | { readonly kind: 'other'; readonly record: string }

/** A feed for who keeps its records elsewhere: any of its files can be read at any time, one by one. */
export interface FeedFile {
  readonly count: number
  /** Several files, so that what is not among them is gone; false for one record that somebody hands over. */
  readonly isArchive: boolean
  read(index: number): FeedRecord
}

/**
 * Opens a zip, folder, gzip or file of a feed.
 * @throws IntakeError for what cannot be opened, LimitError
 */
export async function openFeed(path: string, limits: Limits): Promise<FeedFile> {
  const members = await listMembers(path, limits)
  const reader = createAdvisoryReader()
  return {
    count: members.length,
    isArchive: members.length !== 1 || members[0]?.isExplicit === false,
    read(index) {
      const member = members[index]
      if (member === undefined) throw new RangeError(`the feed has ${members.length} files`)
      // the path is of this machine, and nobody else's business
      const record = member.name.slice(path.length).replace(/^(?:!\/|\/)/, '') || 'the file'
      try {
        const parsed = parseMember(member.name, member.read())
        switch (parsed.kind) {
          case 'osv':
          case 'cve':
            return {
              kind: parsed.kind,
              advisory: reader.read(member.name, parsed.value, parsed.text),
            }
          case 'exploited':
          case 'epss':
            return parsed
          case 'stranger':
            return { kind: 'unreadable', record, reason: 'JSON that is no record of a feed' }
          case 'other':
            return { kind: 'other', record }
        }
      } catch (error) {
        return { kind: 'unreadable', record, reason: memberFault(error, member.name) }
      }
    },
  }
}
