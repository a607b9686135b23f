// SPDX-License-Identifier: Apache-2.0
import { identityOf, type Checked } from '@headwater/check/run'
import { componentsOf, type Component } from '@headwater/domain/identity'
import type { DocumentFacts, Inventory, NodeId } from '@headwater/domain/inventory'
import type { Attachment } from '@headwater/store/documents'
import {
  saveInventory,
  type FileOccurrence,
  type NewInventory,
  type Occurrence,
} from '@headwater/store/inventories'
import type { Store } from '@headwater/store/open'
import type { ReleaseOverlays } from './overlays.ts'
import { isPlain } from './plain.ts'

/** Raised when reading changes what is kept of a document: older readings are then replaced. */
export const READER = 2

/** What is kept of a document beside its rows. */
export type KeptFacts = DocumentFacts & {
  /** What the uploader called it. */
  readonly source: string
  readonly remarks: readonly string[]
  /** It was read by itself, and says no more than which components there are. */
  readonly isPlain?: true
}

/**
 * Keeps what each document says by itself, whoever else has it: what the others of a release add to that stands with the release, see
 * `saveReplaced`.
 */
export async function saveInventories(
  { db, now }: Store,
  checked: Checked,
  attachmentOf: (name: string) => Attachment | undefined,
  said: ReleaseOverlays,
): Promise<void> {
  const { inventory } = checked
  for (const [attachment, members] of membersOf(inventory, attachmentOf)) {
    await saveInventory(db, {
      ...inventoryOf(inventory, members, spokenComponents(checked, said, members), attachment.name),
      document: attachment.document_id,
      at: now(),
    })
  }
}

/** What these documents of an inventory say, as it is kept: one, or the members of one archive. */
export function inventoryOf(
  inventory: Inventory,
  members: readonly number[],
  components: readonly Component[],
  name: string,
): Omit<NewInventory, 'document' | 'at'> {
  const said = members.flatMap((index) => inventory.documents[index] ?? [])
  const [first] = said
  if (first === undefined) throw new Error('no document')
  const { format, specVersion, id } = first.facts
  const facts: KeptFacts = {
    ...first.facts,
    source: name,
    remarks: said.flatMap(({ remarks }) => remarks),
    ...(isPlain(inventory, components) ? { isPlain: true } : {}),
  }
  return {
    format,
    specVersion,
    ...(id === undefined ? {} : { documentId: id }),
    facts,
    components: occurrencesOf(inventory, components, new Set(members)),
    files: members.flatMap((index) => filesOf(inventory, index)),
    reader: READER,
  }
}

/**
 * The components as one document says them, or the members of one archive: what an overlay or the other documents of a release say holds
 * for this release alone, while a document's components are everybody's who has the document.
 */
export function spokenComponents(
  { inventory, components }: Checked,
  { overrides }: ReleaseOverlays,
  members: readonly number[],
): readonly Component[] {
  return overrides.length === 0 && members.length === inventory.documents.length
    ? components
    : componentsOf(inventory, [], new Set(members)).components
}

/** Which documents of the inventory came with which attachment. The same document in two lanes says the same twice. */
export function membersOf(
  inventory: Inventory,
  attachmentOf: (name: string) => Attachment | undefined,
): ReadonlyMap<Attachment, readonly number[]> {
  const members = new Map<Attachment, number[]>()
  const owners = new Map<number, Attachment>()
  for (const [index, { facts }] of inventory.documents.entries()) {
    const attachment = attachmentOf(facts.source)
    if (attachment === undefined) continue
    const owner = owners.get(attachment.document_id)
    if (owner === undefined) {
      owners.set(attachment.document_id, attachment)
      members.set(attachment, [index])
    } else if (owner === attachment) members.get(attachment)?.push(index)
  }
  return members
}

function occurrencesOf(
  inventory: Inventory,
  components: readonly Component[],
  members: ReadonlySet<number>,
): readonly Occurrence[] {
  const occurrences: Occurrence[] = []
  for (const component of components) {
    const node = component.nodes.find((each) => members.has(inventory.documentOf(each)))
    if (node !== undefined) occurrences.push(occurrenceOf(inventory, component, node))
  }
  return occurrences
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

function filesOf(inventory: Inventory, document: number): readonly FileOccurrence[] {
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
