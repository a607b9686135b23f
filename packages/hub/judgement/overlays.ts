// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { identityOf, type Checked } from '@headwater/check/run'
import { readLocations, type Overlay } from '@headwater/check/settings'
import { componentsOf, type Override } from '@headwater/domain/identity'
import { saveComponents } from '@headwater/store/components'
import { documentBytes, type Attachment } from '@headwater/store/documents'
import { saveReleaseComponents, type ReplacedComponent } from '@headwater/store/inventories'
import type { Store } from '@headwater/store/open'
import { overlays, type ListedOverlay } from '@headwater/store/portfolio'
import type { Db } from '@headwater/store/schema'

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

/**
 * The components as the documents say them: what an overlay says holds for this release alone, while a document's components are
 * everybody's who has the document.
 */
export function spokenComponents(checked: Checked, { overrides }: ReleaseOverlays) {
  return overrides.length === 0
    ? checked.components
    : componentsOf(checked.inventory, []).components
}

/** Keeps whom the overlays make of which component of which document. */
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
  const spoken = spokenComponents(checked, said)
  if (spoken === components) return saveReleaseComponents(db, release, [])
  const { ids } = await saveComponents(db, components.map(identityOf), where.at)
  const { ids: spokenIds } = await saveComponents(db, spoken.map(identityOf), where.at)
  const byNode = new Map<number, number>()
  spoken.forEach(({ nodes }, i) => {
    for (const node of nodes) byNode.set(node, spokenIds[i] ?? 0)
  })
  const replaced: ReplacedComponent[] = []
  components.forEach(({ nodes }, i) => {
    for (const node of nodes) {
      const component = ids[i] ?? 0
      const replaces = byNode.get(node) ?? component
      const source = inventory.documents[inventory.documentOf(node)]?.facts.source ?? ''
      const document = where.attachmentOf(source)?.document_id
      if (component === replaces || document === undefined) continue
      replaced.push({ document, component, replaces })
    }
  })
  await saveReleaseComponents(db, release, replaced)
}
