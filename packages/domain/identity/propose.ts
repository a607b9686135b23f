// SPDX-License-Identifier: Apache-2.0
import type { Inventory, NodeId } from '../inventory/index.ts'
import type { Component } from './components.ts'
import { DOCUMENT_SHAPES, ZEPHYR_WRITER } from './shapes.ts'

/** A guess at who a component is, with what it rests on. Never used by itself: the user takes it with `--identify`. */
export interface Proposal {
  readonly component: string
  /** A purl or CPE; `@VERSION` stands where the documents give no version. */
  readonly identity: string
  readonly because: string
}

/** Proposals for one component that nobody identified, the surest first. */
export function proposeIdentities(
  inventory: Inventory,
  component: Component,
  others: readonly Component[],
): readonly Proposal[] {
  const proposals = [
    ...fromDocumentShape(inventory, component),
    ...fromDownloadLocation(inventory, component),
    ...fromSharedFiles(inventory, component, others),
    ...(isBuildTarget(inventory, component) ? [] : fromName(component)),
  ]
  const seen = new Set<string>()
  return proposals.filter(({ identity }) => !seen.has(identity) && seen.add(identity))
}

/** `west spdx` has a package for each target of CMake: `zephyr` is a library of the build, Zephyr is `zephyr-sources`. */
function isBuildTarget(inventory: Inventory, { name, nodes }: Component): boolean {
  const [node] = nodes
  const facts =
    node === undefined ? undefined : inventory.documents[inventory.documentOf(node)]?.facts
  return (
    !name.endsWith('-sources') &&
    [...(facts?.creators ?? []), ...(facts?.tools ?? [])].some((one) => ZEPHYR_WRITER.test(one))
  )
}

function fromDocumentShape(inventory: Inventory, component: Component): Proposal[] {
  const found: Proposal[] = []
  for (const node of component.nodes) {
    const { facts } = inventory.documents[inventory.documentOf(node)] ?? {}
    if (facts === undefined) continue
    for (const shape of DOCUMENT_SHAPES) {
      const writer = [...facts.creators, ...facts.tools].find((name) => shape.writer.test(name))
      if (writer === undefined || !shape.component.test(component.name)) continue
      found.push({
        component: component.name,
        identity: `${shape.identity}@${component.version ?? 'VERSION'}`,
        because: `${shape.because} (written by ${writer})`,
      })
    }
  }
  return found
}

/** Registries whose download addresses carry name and version. */
const DOWNLOADS: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [
    /registry\.[^/]*npm[^/]*\/((?:@[^/]+\/)?[^/]+)\/-\/[^/]+?-(\d[^/]*)\.tgz$/,
    ([, name = '', version = '']) => `pkg:npm/${name.replace('@', '%40')}@${version}`,
  ],
  [
    /\/packages\/(?:[^/]+\/)*([A-Za-z0-9_.]+?)-(\d[^/-]*)(?:-[^/]*)?\.(?:tar\.gz|whl|zip)$/,
    ([, name = '', version = '']) =>
      `pkg:pypi/${name.toLowerCase().replaceAll('_', '-')}@${version}`,
  ],
  [
    /crates\/([^/]+)\/(?:\1-)?(\d[^/]*?)(?:\/download|\.crate)$/,
    ([, name = '', version = '']) => `pkg:cargo/${name}@${version}`,
  ],
  [
    /maven2\/((?:[^/]+\/)+)([^/]+)\/([^/]+)\/\2-\3[^/]*$/,
    ([, group = '', name = '', version = '']) =>
      `pkg:maven/${group.replace(/\/$/, '').replaceAll('/', '.')}/${name}@${version}`,
  ],
  [
    /^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^@/]+@)?github\.com\/([^/]+)\/([^/@#]+?)(?:\.git)?(?:[@#/].*)?$/,
    ([, owner = '', name = '']) =>
      `pkg:github/${owner.toLowerCase()}/${name.toLowerCase()}@VERSION`,
  ],
]

function fromDownloadLocation(inventory: Inventory, component: Component): Proposal[] {
  const found: Proposal[] = []
  for (const node of component.nodes) {
    const facts = inventory.packageFacts(node)
    for (const location of [facts?.downloadLocation, facts?.homepage]) {
      if (location === undefined || location.length > 2000) continue
      for (const [pattern, identity] of DOWNLOADS) {
        const match = pattern.exec(location)
        if (match === null) continue
        found.push({
          component: component.name,
          identity: identity(match).replace('@VERSION', `@${component.version ?? 'VERSION'}`),
          because: `its download location is ${location}`,
        })
      }
    }
  }
  return found
}

/** More shared files than this settle it; all of them need not be looked at. */
const FILES_LOOKED_AT = 2000
const LEAST_SHARED = 3

function fromSharedFiles(
  inventory: Inventory,
  component: Component,
  others: readonly Component[],
): Proposal[] {
  let owner: ReadonlyMap<NodeId, Component> | undefined
  const shared = new Map<Component, number>()
  let looked = 0
  for (const node of component.nodes) {
    for (const edge of inventory.edgesFrom(node, 'contains')) {
      if (++looked > FILES_LOOKED_AT) break
      for (const twin of inventory.digests.sameContent(edge.to)) {
        for (const holder of inventory.edgesTo(twin.node, 'contains')) {
          owner ??= ownersOf(others)
          const other = owner.get(holder.from)
          if (other === undefined || other.identifiedBy === 'nobody') continue
          shared.set(other, (shared.get(other) ?? 0) + 1)
        }
      }
    }
  }
  return [...shared]
    .filter(([, count]) => count >= LEAST_SHARED)
    .sort((a, b) => b[1] - a[1])
    .flatMap(([other, count]) => {
      const identity = other.purls[0] ?? other.cpes[0]
      return identity === undefined
        ? []
        : [
            {
              component: component.name,
              identity,
              because: `${count} of its files have the same hashes as files of ${other.name}`,
            },
          ]
    })
}

function ownersOf(components: readonly Component[]): ReadonlyMap<NodeId, Component> {
  return new Map(
    components.flatMap((component) =>
      component.nodes.map((node): [NodeId, Component] => [node, component]),
    ),
  )
}

function fromName(component: Component): Proposal[] {
  const { name, version } = component
  const plain = name.toLowerCase().replace(/[-_](?:sources?|src|lib|build|deps)$/, '')
  const found = KNOWN_NAMES.get(plain)
  return found === undefined
    ? []
    : [
        {
          component: name,
          identity: `${found}@${version ?? 'VERSION'}`,
          because: `it is called ${name}`,
        },
      ]
}

/** Projects whose name alone is telling. Their other names are in the matching catalog. */
const KNOWN_NAMES: ReadonlyMap<string, string> = new Map(
  [
    'pkg:github/zephyrproject-rtos/zephyr',
    'pkg:generic/linux',
    'pkg:generic/busybox',
    'pkg:generic/u-boot',
    'pkg:generic/openssl',
    'pkg:generic/curl',
    'pkg:generic/zlib',
    'pkg:generic/sqlite',
    'pkg:generic/glibc',
    'pkg:generic/musl',
    'pkg:github/mbed-tls/mbedtls',
    'pkg:github/mcu-tools/mcuboot',
    'pkg:github/freertos/freertos-kernel',
    'pkg:github/lwip-tcpip/lwip',
    'pkg:github/littlefs-project/littlefs',
    'pkg:github/intel/tinycbor',
    'pkg:github/intel/tinycrypt',
    'pkg:github/libexpat/libexpat',
  ].map((identity) => [identity.slice(identity.lastIndexOf('/') + 1), identity] as const),
)
