// SPDX-License-Identifier: Apache-2.0
import { identityOf, type Checked } from '@headwater/check/run'
import type { Component } from '@headwater/domain/identity'
import type { NodeId } from '@headwater/domain/inventory'
import type { Attachment } from '@headwater/store/documents'
import {
  addOccurrences,
  saveInventory,
  type FileOccurrence,
  type Occurrence,
} from '@headwater/store/inventories'
import type { Store } from '@headwater/store/open'
import { spokenComponents, type ReleaseOverlays } from './overlays.ts'

/** Raised when reading changes what is kept of a document: older readings are then replaced. */
const READER = 1

/**
 * Keeps what each document says: its components under the identity that the whole release gives them, so that an advisory that
 * names any of it finds the release.
 */
export async function saveInventories(
  { db, now }: Store,
  checked: Checked,
  attachmentOf: (name: string) => Attachment | undefined,
  said: ReleaseOverlays,
): Promise<void> {
  const { inventory } = checked
  const occurrences = occurrencesByDocument(inventory, spokenComponents(checked, said))
  for (const [index, document] of inventory.documents.entries()) {
    const attachment = attachmentOf(document.facts.source)
    if (attachment === undefined) continue
    const components = occurrences.get(index) ?? []
    const { isNew } = await saveInventory(db, {
      document: attachment.document_id,
      format: document.facts.format,
      specVersion: document.facts.specVersion,
      ...(document.facts.id === undefined ? {} : { documentId: document.facts.id }),
      facts: { ...document.facts, source: attachment.name, remarks: document.remarks },
      components,
      files: filesOf(checked, index),
      reader: READER,
      at: now(),
    })
    // other documents of this release may say more of a component than those that it was read with first; and the members of
    // one archive are one document
    if (!isNew) await addOccurrences(db, attachment.document_id, components, now())
  }
}

function occurrencesByDocument(
  inventory: Checked['inventory'],
  components: readonly Component[],
): ReadonlyMap<number, readonly Occurrence[]> {
  const byDocument = new Map<number, Occurrence[]>()
  for (const component of components) {
    const seen = new Set<number>()
    for (const node of component.nodes) {
      const document = inventory.documentOf(node)
      if (seen.has(document)) continue
      seen.add(document)
      const list = byDocument.get(document)
      const occurrence = occurrenceOf(inventory, component, node)
      if (list === undefined) byDocument.set(document, [occurrence])
      else list.push(occurrence)
    }
  }
  return byDocument
}

function occurrenceOf(
  inventory: Checked['inventory'],
  component: Component,
  node: NodeId,
): Occurrence {
  const facts = inventory.packageFacts(node)
  const licence = facts?.licenseConcluded ?? facts?.licenseDeclared
  return {
    identity: identityOf(component),
    element: inventory.elementId(node),
    ...(licence === undefined ? {} : { licence }),
    ...(facts?.supplier === undefined ? {} : { supplier: facts.supplier }),
    ...(facts?.scope === undefined ? {} : { scope: facts.scope }),
  }
}

function filesOf({ inventory }: Checked, document: number): readonly FileOccurrence[] {
  const { firstNode = 0, nodeCount = 0 } = inventory.documents[document] ?? {}
  const files: FileOccurrence[] = []
  for (let node = firstNode; node < firstNode + nodeCount; node++) {
    if (inventory.kind(node) !== 'file') continue
    files.push({
      path: inventory.name(node),
      digests: inventory.digests.of(node),
      role: inventory.role(node),
    })
  }
  return files
}
