// SPDX-License-Identifier: Apache-2.0
import { readPurl } from '@headwater/formats/purl'
import type { Digest, Inventory, NodeId } from '../inventory/index.ts'

/** One thing that advisories can be matched on: every occurrence of the same package in the documents of a check. */
export interface Component {
  readonly name: string
  readonly version?: string
  readonly purls: readonly string[]
  readonly cpes: readonly string[]
  /** Version-control addresses, as written. */
  readonly repositories: readonly string[]
  /** Commit that the documents or the user give, 40 or 64 hexadecimal digits. */
  readonly commit?: string
  readonly digests: readonly Digest[]
  /** Vulnerabilities that the supplier says are fixed in this very copy (pedigree, backports). */
  readonly resolves: readonly string[]
  readonly nodes: readonly NodeId[]
  /** Who said what it is: its document, or the user (`--identify`, headwater.yaml). */
  readonly identifiedBy: 'document' | 'user' | 'nobody'
}

/** The user's word for what a component is: by its name in the documents, or its element id. */
export interface Override {
  readonly component: string
  /** A purl, or a CPE 2.3 name or 2.2 URI. */
  readonly identity: string
}

/**
 * The components of an inventory. A package that several documents describe is one component with several occurrences
 * (same purls, CPEs, name and version). Packages without purl, CPE and repository are components that nobody identified:
 * they are counted and named, never passed over in silence.
 */
export function componentsOf(
  inventory: Inventory,
  overrides: readonly Override[],
): { readonly components: readonly Component[]; readonly unused: readonly Override[] } {
  const byIdentity = new Map<string, { component: Component; nodes: NodeId[] }>()
  const used = new Set<Override>()
  for (const node of inventory.packages()) {
    const kind = inventory.kind(node)
    if (kind !== 'package' && kind !== 'model' && kind !== 'dataset') continue
    const own = overrides.filter(
      ({ component }) =>
        component === inventory.name(node) || component === inventory.elementId(node),
    )
    for (const override of own) used.add(override)
    const component = describe(inventory, node, own)
    const key = JSON.stringify([
      component.purls.toSorted(),
      component.cpes.toSorted(),
      component.name,
      component.version ?? null,
    ])
    const known = byIdentity.get(key)
    if (known) known.nodes.push(node)
    else byIdentity.set(key, { component, nodes: [node] })
  }
  return {
    components: [...byIdentity.values()].map(({ component, nodes }) => ({ ...component, nodes })),
    unused: overrides.filter((override) => !used.has(override)),
  }
}

function describe(
  inventory: Inventory,
  node: NodeId,
  overrides: readonly Override[],
): Omit<Component, 'nodes'> & { readonly nodes: readonly NodeId[] } {
  const facts = inventory.packageFacts(node)
  const said = overrides.map(({ identity }) => identity)
  const purls = [...(facts?.purls ?? []), ...said.filter((text) => text.startsWith('pkg:'))]
  const cpes = [...(facts?.cpes ?? []), ...said.filter((text) => text.startsWith('cpe:'))]
  const repositories = [...(facts?.repositories ?? [])]
  const download = facts?.downloadLocation
  if (download !== undefined && isRepository(download)) repositories.push(download)
  const version = versionOf(said) ?? facts?.version ?? versionOf(purls)
  const commit = commitOf([...repositories, ...purls, version ?? ''])
  return {
    name: inventory.name(node),
    ...(version === undefined || version === '' ? {} : { version }),
    purls: [...new Set(purls)],
    cpes: [...new Set(cpes)],
    repositories: [...new Set(repositories)],
    ...(commit === undefined ? {} : { commit }),
    digests: facts?.digests ?? [],
    resolves: facts?.resolves ?? [],
    nodes: [node],
    identifiedBy:
      said.length > 0
        ? 'user'
        : purls.length + cpes.length + repositories.length > 0
          ? 'document'
          : 'nobody',
  }
}

/** The version inside a purl or CPE. */
function versionOf(identities: readonly string[]): string | undefined {
  for (const identity of identities) {
    if (identity.startsWith('pkg:')) {
      const reading = readPurl(identity, 'lenient')
      if (reading.kind === 'purl' && reading.purl.version) return reading.purl.version
    } else if (identity.startsWith('cpe:2.3:')) {
      const version = identity.split(/(?<!\\):/)[5]?.replaceAll('\\', '')
      if (version !== undefined && version !== '*' && version !== '-' && version !== '') {
        return version
      }
    }
  }
  return undefined
}

function isRepository(location: string): boolean {
  return /^(?:git|hg|svn|bzr)\+/.test(location) || /\.git(?:[@#?].*)?$/.test(location)
}

/** `git+https://…@<commit>`, `#<commit>`, a purl's `vcs_url`, or a version that is a commit itself. */
function commitOf(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const found = /(?:^|[@#=/])([0-9a-f]{40}|[0-9a-f]{64})(?:$|[#?&])/i.exec(text)
    if (found?.[1]) return found[1].toLowerCase()
  }
  return undefined
}
