// SPDX-License-Identifier: Apache-2.0
import { documentLinks, documentsOfRelease, type Attachment } from '@headwater/store/documents'
import { drifts, driftTotals } from '@headwater/store/drift'
import { rollUpCounters } from '@headwater/store/findings'
import { remarksOf } from '@headwater/store/judgements'
import {
  builds,
  containedReleases,
  containingReleases,
  deployments,
  findRelease,
  overlays,
  type FoundRelease,
} from '@headwater/store/portfolio'
import type { Visible } from '@headwater/store/visibility'
import type { Release, ReleaseSummary, ValueOf } from '../api-types/index.ts'
import { buildOf } from '../builds/shapes.ts'
import { deploymentOf } from '../deployments/shapes.ts'
import { driftOf } from '../drift/shapes.ts'
import type { Hub } from '../http/hub.ts'
import { overlayOf } from '../overlays/shapes.ts'
import { countsOf, releaseSummary } from '../portfolio/shapes.ts'
import { lanesOf } from './lanes.ts'

const DRIFT_SHOWN = 100

/** A release with its lanes, how its documents hang together, what was built and where it runs. */
export async function releaseDetail(
  hub: Hub,
  visible: Visible,
  row: FoundRelease,
): Promise<ValueOf<typeof Release>> {
  const { db, now } = hub.store
  const at = now()
  const attachments = await documentsOfRelease(db, row.id)
  const built = await builds(db, visible, { release: row.id })
  const deployed = await deployments(db, { release: row.id }, at)
  const drift = await drifts(db, visible, { at, release: row.id, limit: DRIFT_SHOWN })
  const [total] = await driftTotals(db, visible, { at, release: row.id, limit: 1 })
  const contains = await containedReleases(db, row.id)
  const containing = await containingReleases(db, row.id)
  const added = await overlays(db, { product: row.product_id, release: row.id })
  return {
    ...releaseSummary(row),
    description: row.description ?? '',
    identities: [...row.identities],
    ...(await lanesOf(hub, visible, row.id, attachments, {
      builds: publicIds(built),
      deployments: publicIds(deployed),
    })),
    links: await linksOf(hub, row.id, attachments),
    drift: drift.map(driftOf),
    driftCounts: { open: total?.open ?? 0, accepted: total?.accepted ?? 0 },
    contains: await summariesOf(hub, visible, contains),
    containedIn: (await summariesOf(hub, visible, containing)).map(({ id, name, product }) => ({
      id,
      name,
      product: product.name,
    })),
    ...(contains.length === 0
      ? {}
      : { countsWithParts: countsOf(await rollUpCounters(db, row.id)) }),
    builds: built.map((build) => buildOf(build, row.public_id)),
    deployments: deployed.map((deployment) => deploymentOf(deployment, row.public_id)),
    overlays: added.map(overlayOf),
    remarks: [...(await remarksOf(db, row.id))],
    version: row.revision,
  }
}

const VERIFIED = {
  yes: 'verified',
  mismatch: 'mismatch',
  'no-digest-given': 'not-checked',
  'not-applicable': 'not-checked',
} as const

async function linksOf(
  { store }: Hub,
  release: number,
  attachments: readonly Attachment[],
): Promise<ValueOf<typeof Release>['links']> {
  const ids = new Map(attachments.map((each) => [each.document_id, each.public_id]))
  const links = await documentLinks(store.db, release)
  return links.flatMap(({ from, to, how, verified, count }) => {
    const a = ids.get(from)
    const b = ids.get(to)
    if (a === undefined || b === undefined) return []
    return [{ from: a, to: b, by: how, count, verified: VERIFIED[verified] }]
  })
}

/** Of those that may be seen. */
async function summariesOf(
  { store }: Hub,
  visible: Visible,
  releases: readonly { readonly id: number }[],
): Promise<ValueOf<typeof ReleaseSummary>[]> {
  const summaries = []
  for (const { id } of releases) {
    const found = await findRelease(store.db, visible, { id })
    if (found !== undefined) summaries.push(releaseSummary(found))
  }
  return summaries
}

function publicIds(rows: readonly { readonly id: number; readonly public_id: string }[]) {
  return new Map(rows.map(({ id, public_id }) => [id, public_id]))
}
