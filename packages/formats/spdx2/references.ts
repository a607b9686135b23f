// SPDX-License-Identifier: Apache-2.0
import type { Findings } from './findings.ts'
import { createIdSet, type IdSet } from './id-set.ts'
import { quote } from './members.ts'

/** Keeps who is defined and who is referred to, in any order, and says at the end what does not fit together. */
export interface References {
  /** `list` and `index` say where, for elements that stand in one; `isNew` is the sink's answer, where it gives one. */
  define(id: string, list?: string, index?: number, isNew?: boolean | void): void
  /** Both ends of a relationship; `areKnown` is the sink's answer. */
  relate(from: string, to: string, areKnown: boolean | void): void
  declare(documentRef: string): void
  use(id: string): void
  finish(documentId: unknown): void
}

const EXAMPLES = 5

export function createReferences(
  findings: Findings,
  knows: ((id: string) => boolean) | undefined,
): References {
  const own = createIdSet()
  const defined: IdSet =
    knows === undefined
      ? own
      : {
          add: (id) => !knows(id) && own.add(id),
          has: (id) => knows(id) || own.has(id),
        }
  /** Referred to before they were defined, or never defined. */
  const early = new Set<string>()
  const repeated = new Map<string, string>()
  const usedTwofold = new Set<string>()
  const declared = new Set<string>()
  const usedDocuments = new Set<string>()

  function use(id: string): void {
    if (defined.has(id)) {
      if (repeated.size > 0 && repeated.has(id)) usedTwofold.add(id)
    } else if (id.startsWith('DocumentRef-')) {
      const colon = id.indexOf(':')
      usedDocuments.add(colon < 0 ? id : id.slice(0, colon))
    } else if (id !== 'NOASSERTION' && id !== 'NONE') early.add(id)
  }

  return {
    define(id, list, index, isNew) {
      if (!(isNew ?? defined.add(id)) && list !== undefined && !repeated.has(id)) {
        repeated.set(id, `/${list}/${index}/SPDXID`)
      }
    },
    declare(documentRef) {
      declared.add(documentRef)
    },
    relate(from, to, areKnown) {
      if (areKnown === true && repeated.size === 0) return
      use(from)
      use(to)
    },
    use,
    finish(documentId) {
      defined.add('SPDXRef-DOCUMENT')
      if (typeof documentId === 'string') defined.add(documentId)
      const dangling: string[] = []
      for (const id of early) {
        if (!defined.has(id)) dangling.push(id)
        else if (repeated.has(id)) usedTwofold.add(id)
      }
      for (const id of usedDocuments) if (!declared.has(id)) dangling.push(id)
      if (dangling.length > 0) {
        findings.remark(
          `${dangling.length} ids that the document refers to and does not define: ${examples(dangling)}`,
          '',
        )
      }
      for (const id of usedTwofold) {
        // which of the two the reference means, nobody can tell
        findings.fault(
          'DUPLICATE',
          `the SPDX id ${quote(id)} is defined more than once and referred to`,
          repeated.get(id) ?? '',
        )
      }
      if (repeated.size > usedTwofold.size) {
        const others = [...repeated.keys()].filter((id) => !usedTwofold.has(id))
        findings.remark(
          `${others.length} SPDX ids are defined more than once; nothing refers to them, so each element was read by itself: ${examples(others)}`,
          '',
        )
      }
    },
  }
}

function examples(ids: readonly string[]): string {
  const some = ids.slice(0, EXAMPLES).map(quote).join(', ')
  return ids.length > EXAMPLES ? `${some}, ...` : some
}
