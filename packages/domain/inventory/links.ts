// SPDX-License-Identifier: Apache-2.0
import type { Digest, NodeId } from './facts.ts'
import type { Inventory } from './graph.ts'

/**
 * One way in which two documents of a set hang together. Strength, strongest first: `reference` (one names the other and
 * its elements), `digest` (files of equal content), `identity` (a package of the same purl or CPE).
 */
export interface DocumentLink {
  readonly from: number
  readonly to: number
  readonly how: 'reference' | 'digest' | 'identity'
  /** Of a reference: does the referred document have the digest that the reference gives? */
  readonly verified: 'yes' | 'mismatch' | 'no-digest-given' | 'not-applicable'
  /** The digest algorithm, where one decided. */
  readonly algorithm?: string
  /** How many elements are tied by this link. */
  readonly count: number
  readonly note?: string
}

/** `digestsOf` answers the digests of a document's own bytes, in the algorithms that references give. */
export function linkDocuments(
  inventory: Inventory,
  digestsOf: (document: number, algorithm: string) => string | undefined,
): readonly DocumentLink[] {
  return [
    ...referenceLinks(inventory, digestsOf),
    ...digestLinks(inventory),
    ...identityLinks(inventory),
  ]
}

function referenceLinks(
  inventory: Inventory,
  digestsOf: (document: number, algorithm: string) => string | undefined,
): DocumentLink[] {
  const byId = new Map(
    inventory.documents.map((document, index) => [document.facts.id ?? '', index] as const),
  )
  const links: DocumentLink[] = []
  inventory.documents.forEach((document, from) => {
    const done = new Set<number>()
    for (const external of document.externalDocuments) {
      const to = byId.get(external.id) ?? ownerOf(inventory, external.id)
      if (to < 0 || to === from || done.has(to)) continue
      done.add(to)
      links.push({
        from,
        to,
        how: 'reference',
        count: inventory.crossReferences(from, to),
        ...verify(external.digests, (algorithm) => digestsOf(to, algorithm)),
      })
    }
    for (let to = 0; to < inventory.documents.length; to++) {
      const count = inventory.crossReferences(from, to)
      if (count === 0 || done.has(to)) continue
      links.push({ from, to, how: 'reference', verified: 'no-digest-given', count })
    }
  })
  return links
}

function ownerOf(inventory: Inventory, elementIri: string): number {
  const node = inventory.find(elementIri)
  return node === undefined ? -1 : inventory.documentOf(node)
}

/**
 * A mismatch is told and the link kept: Zephyr's older writer records the SHA-1 of the document before its last rewrite.
 */
function verify(
  expected: readonly Digest[],
  actual: (algorithm: string) => string | undefined,
): Pick<DocumentLink, 'verified' | 'algorithm' | 'note'> {
  for (const digest of expected) {
    const found = actual(digest.algorithm)
    if (found === undefined) continue
    if (found === digest.value.toLowerCase())
      return { verified: 'yes', algorithm: digest.algorithm }
    return {
      verified: 'mismatch',
      algorithm: digest.algorithm,
      note: `the reference says ${digest.algorithm} ${digest.value}, the document has ${found}`,
    }
  }
  return { verified: 'no-digest-given' }
}

function digestLinks(inventory: Inventory): DocumentLink[] {
  if (inventory.documents.length < 2) return []
  const largest = indexOfLargest(inventory)
  const counts = new Map<string, { algorithm: string; from: number; to: number; count: number }>()
  // every pair has a side that is not the largest document: a source tree of 66,000 files need not be walked
  for (const [index, document] of inventory.documents.entries()) {
    if (index === largest) continue
    const end = document.firstNode + document.nodeCount
    for (let node = document.firstNode; node < end; node++) {
      if (inventory.kind(node) !== 'file') continue
      const seen = new Set<number>()
      for (const twin of inventory.digests.sameContent(node)) {
        const other = inventory.documentOf(twin.node)
        if (other === index || seen.has(other) || (other !== largest && other < index)) continue
        seen.add(other)
        const key = `${index} ${other} ${twin.algorithm}`
        const entry = counts.get(key) ?? {
          algorithm: twin.algorithm,
          from: index,
          to: other,
          count: 0,
        }
        entry.count++
        counts.set(key, entry)
      }
    }
  }
  return [...counts.values()].map((entry) => ({
    ...entry,
    how: 'digest',
    verified: 'not-applicable',
  }))
}

function indexOfLargest(inventory: Inventory): number {
  let largest = 0
  for (const [index, document] of inventory.documents.entries()) {
    if (document.nodeCount > (inventory.documents[largest]?.nodeCount ?? 0)) largest = index
  }
  return largest
}

function identityLinks(inventory: Inventory): DocumentLink[] {
  if (inventory.documents.length < 2) return []
  const holders = new Map<string, NodeId[]>()
  for (const node of inventory.packages()) {
    const facts = inventory.packageFacts(node)
    for (const id of [...(facts?.purls ?? []), ...(facts?.cpes ?? [])]) {
      const list = holders.get(id)
      if (list) list.push(node)
      else holders.set(id, [node])
    }
  }
  const counts = new Map<string, { from: number; to: number; count: number }>()
  for (const nodes of holders.values()) {
    const owners = [...new Set(nodes.map((node) => inventory.documentOf(node)))].sort(
      (a, b) => a - b,
    )
    for (const [i, from] of owners.entries()) {
      for (const to of owners.slice(i + 1)) {
        const entry = counts.get(`${from} ${to}`) ?? { from, to, count: 0 }
        entry.count++
        counts.set(`${from} ${to}`, entry)
      }
    }
  }
  return [...counts.values()].map((entry) => ({
    ...entry,
    how: 'identity',
    verified: 'not-applicable',
  }))
}
