// SPDX-License-Identifier: Apache-2.0
import type { CodeRemark } from '@headwater/domain/code'
import { linkDocuments, type Inventory, type NodeId } from '@headwater/domain/inventory'
import type { ReportDocument, ReportLink } from '@headwater/domain/report'
import type { DigestedSource } from '@headwater/intake/documents'

/** What each document says, in numbers, and what is broken in it; and how the documents hang together. */
export async function describeDocuments(
  inventory: Inventory,
  sources: readonly DigestedSource[],
  codeRemarks: readonly CodeRemark[],
): Promise<{
  readonly documents: readonly ReportDocument[]
  readonly links: readonly ReportLink[]
}> {
  const digests = await digestsAskedFor(inventory, sources)
  const links = linkDocuments(inventory, (document, algorithm) =>
    digests.get(`${document} ${algorithm}`),
  )
  const counts = countNodes(inventory)
  const documents = inventory.documents.map((document, index): ReportDocument => {
    const { facts } = document
    const missing = missingDocuments(inventory, index)
    return {
      name: facts.source,
      sha256: document.sha256,
      format: facts.format,
      specVersion: facts.specVersion,
      syntax: facts.syntax,
      ...(facts.id === undefined ? {} : { id: facts.id }),
      ...(facts.name === undefined ? {} : { title: facts.name }),
      ...(facts.createdAt === undefined ? {} : { createdAt: facts.createdAt }),
      creators: [...new Set([...facts.creators, ...facts.tools])],
      sbomTypes: facts.sbomTypes,
      packages: counts[index]?.packages ?? 0,
      files: counts[index]?.files ?? 0,
      relationships: counts[index]?.edges ?? 0,
      remarks: [
        ...document.remarks,
        ...danglingRemark(inventory, index, missing),
        ...codeRemarks.flatMap((remark) => (remark.document === index ? [remark.text] : [])),
      ],
      missingDocuments: missing,
    }
  })
  return { documents, links }
}

/** Only the algorithms that some reference gives: hashing a document is reading it once more. */
async function digestsAskedFor(
  inventory: Inventory,
  sources: readonly DigestedSource[],
): Promise<ReadonlyMap<string, string>> {
  const byId = new Map(inventory.documents.map((document, i) => [document.facts.id, i] as const))
  const found = new Map<string, string>()
  for (const { externalDocuments } of inventory.documents) {
    for (const { id, digests } of externalDocuments) {
      const target = byId.get(id) ?? ownerOf(inventory, id)
      const source = target === undefined ? undefined : sources[target]
      if (source === undefined) continue
      for (const { algorithm } of digests) {
        const value = await source.digest(algorithm)
        if (value !== undefined) found.set(`${target} ${algorithm}`, value)
      }
    }
  }
  return found
}

function ownerOf(inventory: Inventory, elementIri: string): number | undefined {
  const node = inventory.find(elementIri)
  return node === undefined ? undefined : inventory.documentOf(node)
}

interface Counts {
  packages: number
  files: number
  edges: number
}

function countNodes(inventory: Inventory): readonly Counts[] {
  const counts = inventory.documents.map((_, index): Counts => ({
    packages: 0,
    files: 0,
    edges: inventory.edgesAssertedBy(index),
  }))
  for (const node of inventory.packages()) bump(counts, inventory.documentOf(node), 'packages')
  for (const node of inventory.files()) bump(counts, inventory.documentOf(node), 'files')
  return counts
}

function bump(counts: readonly Counts[], index: number, what: 'packages' | 'files'): void {
  const entry = counts[index]
  if (entry) entry[what]++
}

/** Documents that this one names and that are not part of the set. */
function missingDocuments(inventory: Inventory, index: number): string[] {
  const given = new Set(inventory.documents.map((document) => document.facts.id))
  const named = inventory.documents[index]?.externalDocuments ?? []
  return [
    ...new Set(
      named.map(({ id }) => id).filter((id) => !given.has(id) && inventory.find(id) === undefined),
    ),
  ]
}

/** How many references lead nowhere, with one of them as an example. */
function danglingRemark(inventory: Inventory, index: number, missing: readonly string[]): string[] {
  const dangling = inventory.openReferences.filter(
    ({ document, to }) => document === index && !missing.some((id) => to.startsWith(id)),
  )
  const [first] = dangling
  if (first === undefined) return []
  const name = nameOf(inventory, first.from)
  return [
    `${dangling.length} ${dangling.length === 1 ? 'reference leads' : 'references lead'} to elements that no document has, such as ${first.kind} of ${name} to ${first.to}`,
  ]
}

function nameOf(inventory: Inventory, node: NodeId): string {
  return inventory.name(node) || inventory.elementId(node)
}
