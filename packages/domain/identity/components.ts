// SPDX-License-Identifier: Apache-2.0
import { cpeText, readCpe } from '@headwater/formats/cpe'
import { purlKey, readPurl } from '@headwater/formats/purl'
import type { Digest, Inventory, NodeId } from '../inventory/index.ts'
import { companionsOf } from './companions.ts'

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
 * @param documents what these say by themselves, whatever the others say; without it: all of them together
 */
export function componentsOf(
  inventory: Inventory,
  overrides: readonly Override[],
  documents?: ReadonlySet<number>,
): { readonly components: readonly Component[]; readonly unused: readonly Override[] } {
  const byIdentity = new Map<string, { component: Component; nodes: NodeId[] }>()
  const used = new Set<Override>()
  const isAsked = (node: NodeId): boolean => documents?.has(inventory.documentOf(node)) !== false
  const companions = companionsOf(inventory, isAsked)
  const followers = new Set([...companions.values()].flat())
  for (const node of inventory.packages()) {
    const kind = inventory.kind(node)
    if (kind !== 'package' && kind !== 'model' && kind !== 'dataset') continue
    if (followers.has(node) || !isAsked(node)) continue
    const nodes = [node, ...(companions.get(node) ?? [])]
    const own = overrides.filter(({ component }) =>
      nodes.some(
        (each) => component === inventory.name(each) || component === inventory.elementId(each),
      ),
    )
    for (const override of own) used.add(override)
    for (const component of byVersion(describe(inventory, nodes, own))) {
      const key = keyOf(component, recipeOf(inventory, component, isAsked))
      const known = byIdentity.get(key)
      if (known === undefined) byIdentity.set(key, { component, nodes: [...nodes] })
      else {
        known.nodes.push(...nodes)
        known.component = joined(known.component, component)
      }
    }
  }
  return {
    components: [...byIdentity.values()].map(({ component, nodes }) => ({ ...component, nodes })),
    unused: overrides.filter((override) => !used.has(override)),
  }
}

/** Without purl and CPE the repository is all the identity there is; without a version the commit is. */
function keyOf(
  { purls, cpes, name, version, repositories, commit }: Component,
  recipe: NodeId | undefined,
): string {
  const addresses = purls.length + cpes.length === 0 ? repositories.toSorted() : []
  return JSON.stringify([
    purls.toSorted(),
    cpes.toSorted(),
    recipe ?? name,
    version ?? null,
    version === undefined ? (commit ?? null) : null,
    addresses,
  ])
}

/**
 * One recipe of Yocto makes `zlib`, `zlib-dev`, `zlib-doc`, and says of each that it is the zlib of one CPE: one component, or
 * every vulnerability would be found once for each (the kernel's recipe makes hundreds). The build that made an identified
 * package.
 */
function recipeOf(
  inventory: Inventory,
  { nodes, purls, cpes }: Component,
  isAsked: (node: NodeId) => boolean,
): NodeId | undefined {
  const [node] = nodes
  if (node === undefined || purls.length + cpes.length === 0) return undefined
  const made = inventory.edgesTo(node, 'hasOutput')
  return made.find(({ from }) => isAsked(from) && inventory.kind(from) === 'build')?.from
}

/** The package that is called as its purl or CPE calls it, or else the shortest name: `zlib`, not `zlib-doc`. */
function betterName(known: Component, other: Component): string {
  const isNamed = ({ name, purls, cpes }: Component): boolean =>
    purls.some((purl) => purl.includes(`/${name}@`)) ||
    cpes.some((cpe) => cpe.includes(`:${name}:`))
  if (isNamed(known) !== isNamed(other)) return isNamed(known) ? known.name : other.name
  return other.name.length < known.name.length ? other.name : known.name
}

/** What any occurrence says of where it is from counts; what the supplier fixed must be fixed in each of them. */
function joined(known: Component, other: Component): Component {
  return {
    ...known,
    name: betterName(known, other),
    repositories: [...new Set([...known.repositories, ...other.repositories])],
    digests: [...known.digests, ...other.digests],
    resolves: known.resolves.filter((id) => other.resolves.includes(id)),
  }
}

/** A package with two purls of one name and different versions may be either: each is asked about. */
function byVersion(component: Described): readonly Described[] {
  if (component.purls.length < 2) return [component]
  const versions = new Map<string, Set<string>>()
  for (const text of component.purls) {
    const reading = readPurl(text, 'lenient')
    if (reading.kind !== 'purl' || reading.purl.version === undefined) continue
    const key = purlKey(reading.purl)
    versions.set(key, (versions.get(key) ?? new Set()).add(numberOf(reading.purl.version)))
  }
  const all = new Set(
    [...versions.values()].filter(({ size }) => size > 1).flatMap((set) => [...set]),
  )
  if (all.size === 0) return [component]
  return [...all].map((version) => {
    const purls = component.purls.filter((text) => {
      const reading = readPurl(text, 'lenient')
      if (reading.kind !== 'purl' || reading.purl.version === undefined) return true
      return (
        numberOf(reading.purl.version) === version ||
        (versions.get(purlKey(reading.purl))?.size ?? 0) < 2
      )
    })
    return { ...component, version, purls }
  })
}

/** A release may have several tags, and `west spdx` gives a purl for each: `v3.7.0`, `zephyr-v3.7.0`. */
function numberOf(version: string): string {
  return version.replace(/^[a-z_-]{0,40}(?=\d)/i, '')
}

type Described = Omit<Component, 'nodes'> & { readonly nodes: readonly NodeId[] }

/** `nodes`: the package, and those that only say who it is. */
function describe(
  inventory: Inventory,
  nodes: readonly NodeId[],
  overrides: readonly Override[],
): Described {
  const [node = 0] = nodes
  const facts = inventory.packageFacts(node)
  const all = nodes.map((each) => inventory.packageFacts(each))
  const said = overrides.map(({ identity }) => identity)
  const saidPurls = said.filter((text) => text.startsWith('pkg:'))
  const saidCpes = said.filter((text) => text.startsWith('cpe:'))
  const purls = [
    ...withoutNamed(
      all.flatMap((each) => each?.purls ?? []),
      saidPurls,
      purlName,
    ),
    ...saidPurls,
  ]
  const cpes = [
    ...withoutNamed(
      all.flatMap((each) => each?.cpes ?? []),
      saidCpes,
      cpeName,
    ),
    ...saidCpes,
  ]
  const repositories = [...(facts?.repositories ?? [])]
  const download = facts?.downloadLocation
  if (download !== undefined && isRepository(download)) repositories.push(download)
  const written = facts?.version
  const release =
    written !== undefined && commitOf([written]) !== undefined
      ? (versionOf([...purls, ...cpes]) ?? written)
      : written
  const version = versionOf(said) ?? release ?? versionOf(purls)
  const commit = commitOf([...repositories, ...purls, written ?? '', version ?? ''])
  return {
    name: inventory.name(node),
    ...(version === undefined || version === '' ? {} : { version }),
    purls: [...new Set(purls)],
    cpes: [...new Set(cpes)],
    repositories: [...new Set(repositories)],
    ...(commit === undefined ? {} : { commit }),
    digests: facts?.digests ?? [],
    resolves: facts?.resolves ?? [],
    nodes,
    identifiedBy:
      said.length > 0
        ? 'user'
        : purls.length + cpes.length + repositories.length > 0
          ? 'document'
          : 'nobody',
  }
}

/** The user's word for the same package with another version stands instead of the document's. */
function withoutNamed(
  documents: readonly string[],
  said: readonly string[],
  nameOf: (text: string) => string | undefined,
): readonly string[] {
  if (said.length === 0) return documents
  const names = new Set(said.map(nameOf))
  return documents.filter((text) => !names.has(nameOf(text) ?? text))
}

function purlName(text: string): string | undefined {
  const reading = readPurl(text, 'lenient')
  return reading.kind === 'purl' && reading.purl.version !== undefined
    ? purlKey(reading.purl)
    : undefined
}

function cpeName(text: string): string | undefined {
  const reading = readCpe(text, 'lenient')
  if (reading.kind === 'fault' || cpeText(reading.cpe.version) === undefined) return undefined
  return `${reading.cpe.vendor}:${reading.cpe.product}`
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
