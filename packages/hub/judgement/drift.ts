// SPDX-License-Identifier: Apache-2.0
import { identityOf, type Checked } from '@headwater/check/run'
import { saveComponents } from '@headwater/store/components'
import type { Attachment } from '@headwater/store/documents'
import { saveDrift, type NewDrift } from '@headwater/store/drift'
import { saveFiles } from '@headwater/store/files'
import type { Deployment } from '@headwater/store/portfolio'
import type { Db } from '@headwater/store/schema'
import { differencesOf, type Difference, type Side } from './differences.ts'

/** More than these are told by their number only. */
const MOST = 5_000

/** What differs between which sides. */
export type FoundDrift = readonly (readonly [Side, Side, Difference])[]

/**
 * What the lanes of a release say differently: identified components that stand in one and not in the other or in another version,
 * and files of one path whose digests differ. Each deployment is compared with the build that it names. What is not seen running is no
 * drift: nothing says that all of it runs.
 */
export function findDrift(
  checked: Checked,
  where: {
    readonly attachments: readonly Attachment[]
    readonly deployments: readonly Deployment[]
    readonly attachmentOf: (name: string) => Attachment | undefined
    readonly at: string
  },
): FoundDrift {
  const owners = checked.inventory.documents.map(
    ({ facts }) => where.attachmentOf(facts.source)?.id,
  )
  const found: (readonly [Side, Side, Difference])[] = []
  for (const [left, right] of pairsOf(where)) {
    for (const each of differencesOf(checked, owners, left, right)) found.push([left, right, each])
  }
  return found
}

/** Makes the drift of a release what was found. Gives what could not be kept. */
export async function keepDrift(
  db: Db,
  release: number,
  checked: Checked,
  { found, at }: { readonly found: FoundDrift; readonly at: string },
): Promise<readonly string[]> {
  const drifts = await numbered(db, checked, found.slice(0, MOST), at)
  await saveDrift(db, { release, drifts, at })
  if (found.length <= MOST) return []
  return [`lanes differ in ${found.length} places; the first ${MOST} of them are kept`]
}

/** Which documents are held against which: the later lane of a pair stands second. */
function pairsOf({
  attachments,
  deployments,
  at,
}: {
  readonly attachments: readonly Attachment[]
  readonly deployments: readonly Deployment[]
  readonly at: string
}): readonly (readonly [Side, Side])[] {
  const side = (
    lane: Attachment['lane'],
    deployment?: number,
    isMine: (each: Attachment) => boolean = () => true,
  ): Side | undefined => {
    const mine = attachments.filter((each) => each.lane === lane && isMine(each))
    if (mine.length === 0) return undefined
    const ids = new Set(mine.map(({ id }) => id))
    return { lane, attachments: ids, ...(deployment === undefined ? {} : { deployment }) }
  }
  const build = side('build')
  const analyzed = side('analyzed')
  const pairs: (readonly [Side, Side])[] = []
  if (build !== undefined && analyzed !== undefined) pairs.push([build, analyzed])
  const standing = deployments.filter(({ until }) => until === null || until > at)
  for (const deployment of [undefined, ...standing]) {
    const isOfIt = (each: Attachment) => each.deployment_id === (deployment?.id ?? null)
    const deployed = side('deployed', deployment?.id, isOfIt)
    const runtime = side('runtime', deployment?.id, isOfIt)
    const named = deployment?.build_id ?? null
    const base =
      (named === null ? undefined : side('build', undefined, (each) => each.build_id === named)) ??
      build ??
      analyzed
    if (base !== undefined && deployed !== undefined) pairs.push([base, deployed])
    const under = deployed ?? base
    if (under !== undefined && runtime !== undefined) pairs.push([under, runtime])
  }
  return pairs
}

async function numbered(
  db: Db,
  { inventory }: Checked,
  found: FoundDrift,
  at: string,
): Promise<readonly NewDrift[]> {
  const components = found.flatMap(([, , { of }]) =>
    of.kind === 'component' ? [of.component] : [],
  )
  const nodes = found.flatMap(([, , { of }]) => (of.kind === 'file' ? [of.node] : []))
  const { ids } = await saveComponents(db, components.map(identityOf), at)
  const files = await saveFiles(
    db,
    nodes.map((node) => ({ path: inventory.name(node), digests: inventory.digests.of(node) })),
  )
  const byComponent = new Map(components.map((component, i) => [component, ids[i]]))
  const byNode = new Map(nodes.map((node, i) => [node, files[i]]))
  return found.map(([left, right, { kind, detail, of }]): NewDrift => {
    const component = of.kind === 'component' ? byComponent.get(of.component) : undefined
    const file = of.kind === 'file' ? byNode.get(of.node) : undefined
    return {
      ...(right.deployment === undefined ? {} : { deployment: right.deployment }),
      from: left.lane,
      to: right.lane,
      kind,
      detail,
      ...(component === undefined ? {} : { component }),
      ...(file === undefined ? {} : { file }),
    }
  })
}
