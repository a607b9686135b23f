// SPDX-License-Identifier: Apache-2.0
import { cpeMatch, readCpes, type KnownCpe } from './match-cpe.ts'
import type { VexComponent } from './component.ts'
import { elementKey } from './identity.ts'
import { purlMatch, readPurls, type KnownPurl } from './match-purl.ts'
import type { ProductIdentity, VexVersions } from './statement.ts'

/** By what a statement and a component were found to speak of the same thing. */
export type BoundBy = 'element' | 'digest' | 'purl' | 'cpe' | 'name'

/**
 * How far the identity goes. `exact`: this content, this element or this very version. `range`: its version is in a range that
 * the author gives. `all-versions`: the author names no version and so means each. `name`: only the words agree.
 */
export type Precision = 'exact' | 'range' | 'all-versions' | 'name'

interface IdentityMatch {
  readonly component: VexComponent
  readonly by: BoundBy
  readonly precision: Precision
}

interface IdentityMatches {
  readonly matches: readonly IdentityMatch[]
  /** Where nothing matches: what came nearest and why it is not it. */
  readonly nearMiss?: string
}

/** Whether a version is in a `vers:` range; `unknown` where the scheme or one of the versions is not understood. */
export type RangeHolds = (range: string, version: string) => 'in' | 'out' | 'unknown'

export interface ComponentIndex {
  find(identity: ProductIdentity): IdentityMatches
  byNode(node: number): VexComponent | undefined
}

/** Built once for all statements: every look-up is by key. */
export function indexComponents(
  components: readonly VexComponent[],
  rangeHolds: RangeHolds,
): ComponentIndex {
  const nodes = new Map(components.map((one) => [one.node, one]))
  const elements = new Map<string, VexComponent[]>()
  const digests = new Map<string, VexComponent[]>()
  const names = new Map<string, VexComponent[]>()
  const purls = new Map<string, KnownPurl[]>()
  const cpes = new Map<string, KnownCpe[]>()
  const everyCpe: KnownCpe[] = []
  for (const component of components) {
    for (const id of component.elementIds) push(elements, elementKey(id), component)
    for (const digest of component.digests) push(digests, digestKey(digest), component)
    for (const name of namesOf(component)) push(names, name, component)
    for (const known of readPurls(component)) push(purls, known.key, known)
    for (const known of readCpes(component)) {
      push(cpes, known.key, known)
      everyCpe.push(known)
    }
  }

  function find(identity: ProductIdentity): IdentityMatches {
    const misses: string[] = []
    const found = new Map<VexComponent, IdentityMatch>()
    const add = (component: VexComponent, by: BoundBy, precision: Precision): void => {
      if (found.has(component)) return
      const limited = limit(identity, component, precision, rangeHolds)
      if (typeof limited === 'string') found.set(component, { component, by, precision: limited })
      else misses.push(limited.because)
    }
    for (const id of identity.elementIds) {
      for (const one of elements.get(elementKey(id)) ?? []) add(one, 'element', 'exact')
    }
    for (const digest of identity.digests) {
      for (const one of digests.get(digestKey(digest)) ?? []) add(one, 'digest', 'exact')
    }
    for (const text of identity.purls) {
      for (const { component, outcome } of purlMatch(text, purls, digests, misses)) {
        if (typeof outcome !== 'string') misses.push(outcome.because)
        else if (sameContent(identity, component, misses)) add(component, 'purl', outcome)
      }
    }
    for (const text of identity.cpes) {
      for (const { component, precision } of cpeMatch(text, cpes, everyCpe, misses)) {
        if (sameContent(identity, component, misses)) add(component, 'cpe', precision)
      }
    }
    if (isNameOnly(identity)) {
      for (const one of names.get(nameKey(identity.name ?? '')) ?? []) {
        if (!sameVersion(identity, one)) misses.push(`${labelOf(one)} is another version`)
        else add(one, 'name', 'name')
      }
    }
    const [nearMiss] = misses
    return {
      matches: [...found.values()],
      ...(found.size === 0 && nearMiss !== undefined && { nearMiss }),
    }
  }

  return { find, byNode: (node) => nodes.get(node) }
}

/** Versions that the statement is limited to come on top of its identifiers. */
function limit(
  { versions }: ProductIdentity,
  component: VexComponent,
  precision: Precision,
  rangeHolds: RangeHolds,
): Precision | { readonly because: string } {
  if (!versions || versions.length === 0) return precision
  const { version } = component
  if (version === undefined) {
    return { because: `${component.name} has no version, and the statement is of certain versions` }
  }
  const held = versions.map((one) => holds(one, version, rangeHolds))
  if (held.includes('in')) return precision === 'name' ? 'name' : 'range'
  const undecided = versions.find((_, index) => held[index] === 'unknown')
  if (!undecided) return { because: `version ${version} is not among those of the statement` }
  const said = undecided.kind === 'range' ? undecided.range : undecided.version
  return { because: `whether ${version} is in ${said} cannot be decided` }
}

function holds(
  versions: VexVersions,
  version: string,
  rangeHolds: RangeHolds,
): 'in' | 'out' | 'unknown' {
  if (versions.kind === 'range') return rangeHolds(versions.range, version)
  return versions.version === version ? 'in' : 'out'
}

/** A hash that both give and that differs: the name is the same and the thing is not. */
function sameContent(
  identity: ProductIdentity,
  component: VexComponent,
  misses: string[],
): boolean {
  const shared = identity.digests.filter(({ algorithm }) => {
    return component.digests.some((one) => one.algorithm === algorithm)
  })
  if (shared.length === 0) return true
  const equal = shared.some((digest) => {
    return component.digests.some((one) => digestKey(one) === digestKey(digest))
  })
  if (!equal) misses.push(`the ${shared[0]?.algorithm} of ${labelOf(component)} is another`)
  return equal
}

/** An author who gives an identifier means the thing with that identifier; its name alone is then no ground. */
function isNameOnly({ name, purls, cpes, digests, elementIds }: ProductIdentity): boolean {
  return name !== undefined && purls.length + cpes.length + digests.length + elementIds.length === 0
}

function sameVersion({ version, versions }: ProductIdentity, component: VexComponent): boolean {
  if (versions || version === undefined) return true
  return version === component.version
}

/** `name`, and `name version` as CSAF likes to write it. */
function namesOf({ name, version }: VexComponent): readonly string[] {
  return version === undefined ? [nameKey(name)] : [nameKey(name), nameKey(`${name} ${version}`)]
}

function nameKey(name: string): string {
  return name.trim().toLowerCase()
}

function digestKey({ algorithm, value }: { algorithm: string; value: string }): string {
  return `${algorithm}:${value.toLowerCase()}`
}

export function labelOf({ name, version }: VexComponent): string {
  return version === undefined ? name : `${name} ${version}`
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
