// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { identityOf, type Checked } from '@headwater/check/run'
import { readLocations, type Overlay } from '@headwater/check/settings'
import type { Component, Override } from '@headwater/domain/identity'
import type { NodeId } from '@headwater/domain/inventory'
import { saveComponents } from '@headwater/store/components'
import { documentBytes, type Attachment } from '@headwater/store/documents'
import { saveReleaseComponents, type ReplacedComponent } from '@headwater/store/inventories'
import type { Store } from '@headwater/store/open'
import { overlays, type ListedOverlay } from '@headwater/store/portfolio'
import type { Db } from '@headwater/store/schema'
import { membersOf, spokenComponents } from './inventories.ts'

/** What people say of a release beside its documents, as a check takes it. */
export interface ReleaseOverlays {
  readonly overrides: readonly Override[]
  readonly locations: readonly Overlay[]
}

/** Of the release itself and of its product. */
export async function overlaysOf({ db }: Store, release: number): Promise<ReleaseOverlays> {
  const { product_id: product } = await db
    .selectFrom('release')
    .select('product_id')
    .where('id', '=', release)
    .executeTakeFirstOrThrow()
  const rows = await overlays(db, { product, release })
  const locations: Overlay[] = []
  for (const [i, row] of rows.entries()) {
    if (row.kind === 'locations') locations.push(await readKept(db, row, i))
  }
  return { overrides: rows.flatMap(({ identities }) => identities.map(overrideOf)), locations }
}

/** What is read stands under the name that its giver gave it: no path of this machine is told. */
async function readKept(db: Db, row: ListedOverlay, place: number): Promise<Overlay> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-'))
  try {
    const path = join(folder, 'locations.json')
    await pipeline(
      Readable.from(documentBytes(db, row.document_id), { objectMode: false }),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
    // two files of one name are two
    return { ...readLocations(path), file: `${row.name} (${place + 1})` }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `NAME=purl` or `NAME=cpe`, as it was checked when it came in: names may hold `=`, identities begin with their scheme. */
function overrideOf(pair: string): Override {
  const [, component = '', identity = ''] = /^(.+?)=((?:pkg|cpe):.*)$/.exec(pair) ?? []
  return { component, identity }
}

/** Keeps what overlays and the documents together make of which component of which document. */
export async function saveReplaced(
  db: Db,
  release: number,
  checked: Checked,
  said: ReleaseOverlays,
  where: {
    readonly attachmentOf: (name: string) => Attachment | undefined
    readonly at: string
  },
): Promise<void> {
  const { inventory, components } = checked
  const together = new Map<NodeId, Component[]>()
  for (const component of components) {
    for (const node of component.nodes) {
      const list = together.get(node)
      if (list === undefined) together.set(node, [component])
      else list.push(component)
    }
  }
  const pairs: { document: number; spoken: Component; component: Component }[] = []
  for (const [{ document_id: document }, members] of membersOf(inventory, where.attachmentOf)) {
    const alone = spokenComponents(checked, said, members)
    if (alone === components) continue
    for (const spoken of alone) {
      const all = new Set(spoken.nodes.flatMap((node) => together.get(node) ?? []))
      for (const component of all) pairs.push({ document, spoken, component })
    }
  }
  const { ids } = await saveComponents(
    db,
    pairs.flatMap(({ spoken, component }) => [identityOf(spoken), identityOf(component)]),
    where.at,
  )
  const replaced = pairs.map(({ document, component }, i): ReplacedComponent => ({
    document,
    replaces: ids[2 * i] ?? 0,
    component: ids[2 * i + 1] ?? 0,
    isOverlaid: component.identifiedBy === 'user',
  }))
  // one that stays what it is beside what it becomes is told too, else it would be gone
  const changed = new Set(
    replaced
      .filter(({ component, replaces }) => component !== replaces)
      .map(({ document, replaces }) => `${document} ${replaces}`),
  )
  await saveReleaseComponents(
    db,
    release,
    replaced.filter(({ document, replaces }) => changed.has(`${document} ${replaces}`)),
  )
}
