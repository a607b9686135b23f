// SPDX-License-Identifier: Apache-2.0
import type { Checked } from '@headwater/check/run'
import type { Component } from '@headwater/domain/identity'
import type { NodeId } from '@headwater/domain/inventory'
import { purlKey, readPurl } from '@headwater/formats/purl'
import type { NewDrift } from '@headwater/store/drift'

/** Documents of one lane, of one deployment where there are several. */
export interface Side {
  readonly lane: string
  readonly attachments: ReadonlySet<number>
  readonly deployment?: number
}

/** One difference, before its component or file has a number. */
export interface Difference extends Pick<NewDrift, 'kind' | 'detail'> {
  readonly of:
    | { readonly kind: 'component'; readonly component: Component }
    | { readonly kind: 'file'; readonly node: NodeId }
}

/** What two sides say differently of components and files; what is not seen running is no difference. */
export function differencesOf(
  checked: Checked,
  owners: Owners,
  left: Side,
  right: Side,
): readonly Difference[] {
  return [
    ...componentDifferences(checked, owners, left, right),
    ...fileDifferences(checked, owners, left, right),
  ]
}

/** For each document of the inventory the attachment that it came from. */
export type Owners = readonly (number | undefined)[]

function componentDifferences(
  { inventory, components }: Checked,
  owners: Owners,
  left: Side,
  right: Side,
): readonly Difference[] {
  const stands = ({ nodes }: Component, { attachments }: Side): boolean =>
    nodes.some((node) => attachments.has(owners[inventory.documentOf(node)] ?? 0))
  const lefts = components.filter((each) => stands(each, left))
  const rights = components.filter((each) => stands(each, right))
  const differences: Difference[] = []
  for (const [a, b] of paired(lefts, rights)) {
    differences.push(...versionDifferences(a, b, left.lane, right.lane))
  }
  return right.lane === 'runtime'
    ? differences.filter(({ kind }) => kind !== 'removed')
    : differences
}

/** Components of both sides that are one package: by purl or CPE, else by name where one of them has no purl. */
function paired(
  lefts: readonly Component[],
  rights: readonly Component[],
): readonly (readonly [readonly Component[], readonly Component[]])[] {
  const left = bySubject(lefts)
  const right = bySubject(rights)
  const pairs: (readonly [readonly Component[], readonly Component[]])[] = []
  for (const [subject, list] of left) {
    const other = right.get(subject)
    if (other === undefined) continue
    pairs.push([list, other])
    left.delete(subject)
    right.delete(subject)
  }
  const byName = new Map<string, readonly Component[]>()
  for (const list of right.values()) byName.set(nameOf(list), list)
  for (const list of left.values()) {
    const other = byName.get(nameOf(list))
    const isOne =
      other !== undefined &&
      [list, other].some((side) => side.every(({ purls }) => purls.length === 0))
    if (isOne) byName.delete(nameOf(list))
    pairs.push([list, isOne ? other : []])
  }
  const rest = new Set(byName.values())
  for (const list of right.values()) if (rest.has(list)) pairs.push([[], list])
  // what nobody identified is a name in somebody's build: it may stand for what the other lane identifies, and for nothing else
  return pairs.filter((pair) => pair.some((side) => side.some(isIdentified)))
}

function bySubject(components: readonly Component[]): Map<string, Component[]> {
  const subjects = new Map<string, Component[]>()
  for (const component of components) {
    const subject = subjectOf(component)
    const list = subjects.get(subject)
    if (list === undefined) subjects.set(subject, [component])
    else list.push(component)
  }
  return subjects
}

function subjectOf({ purls, cpes, name }: Component): string {
  const [first] = purls
  if (first !== undefined) {
    const reading = readPurl(first)
    return reading.kind === 'purl' ? `purl ${purlKey(reading.purl)}` : `purl ${first}`
  }
  const cpe = cpes[0]?.replace(/^cpe:(?:2\.3:|\/)/, '').split(':')
  return cpe === undefined ? `name ${name.toLowerCase()}` : `cpe ${cpe.slice(0, 3).join(':')}`
}

function nameOf(list: readonly Component[]): string {
  return list[0]?.name.toLowerCase() ?? ''
}

function isIdentified({ purls, cpes }: Component): boolean {
  return purls.length > 0 || cpes.length > 0
}

/** A version that a side does not say may be any: then nothing is known to differ. */
function versionDifferences(
  lefts: readonly Component[],
  rights: readonly Component[],
  from: string,
  to: string,
): readonly Difference[] {
  const [first] = rights.length > 0 ? rights : lefts
  if (first === undefined) return []
  const of = (component: Component) => ({ kind: 'component', component }) as const
  const named = ({ name, version }: Component) => `${name} ${version ?? '(no version)'}`
  if (lefts.length === 0) {
    return rights.map((each) => ({
      kind: 'added',
      of: of(each),
      detail: `${named(each)} is ${to}, and no document of the lane ${from} has it`,
    }))
  }
  if (rights.length === 0) {
    return lefts.map((each) => ({
      kind: 'removed',
      of: of(each),
      detail: `${named(each)} is in the lane ${from}, and no document of the lane ${to} has it`,
    }))
  }
  if ([...lefts, ...rights].some(({ version }) => version === undefined)) return []
  const gone = lefts.filter((each) => !rights.some(({ version }) => version === each.version))
  const come = rights.filter((each) => !lefts.some(({ version }) => version === each.version))
  const versions = (list: readonly Component[]) =>
    [...new Set(list.map(({ version }) => version))].sort().join(', ')
  if (gone.length > 0 && come.length > 0) {
    const detail = `${first.name} is ${versions(gone)} in the lane ${from} and ${versions(come)} in the lane ${to}`
    return [{ kind: 'changed', of: of(come[0] ?? first), detail }]
  }
  const beside = (list: readonly Component[]) => `beside ${versions(list)}`
  return [
    ...come.map((each): Difference => ({
      kind: 'added',
      of: of(each),
      detail: `${named(each)} is in the lane ${to} ${beside(rights.filter(({ version }) => version !== each.version))}, and not in the lane ${from}`,
    })),
    ...gone.map((each): Difference => ({
      kind: 'removed',
      of: of(each),
      detail: `${named(each)} is in the lane ${from} ${beside(lefts.filter(({ version }) => version !== each.version))}, and not in the lane ${to}`,
    })),
  ]
}

/** Files of one path whose digests by an algorithm that both sides give have nothing in common. */
function fileDifferences(
  { inventory }: Checked,
  owners: Owners,
  left: Side,
  right: Side,
): readonly Difference[] {
  const byPath = new Map<string, Map<string, Set<string>>>()
  const known = (side: Side, visit: (node: NodeId, path: string) => void): void => {
    for (const node of inventory.files()) {
      if (!side.attachments.has(owners[inventory.documentOf(node)] ?? 0)) continue
      visit(node, inventory.name(node).replace(/^\/+/, ''))
    }
  }
  known(left, (node, path) => {
    const digests = byPath.get(path) ?? new Map<string, Set<string>>()
    byPath.set(path, digests)
    for (const { algorithm, value } of inventory.digests.of(node)) {
      const values = digests.get(algorithm)
      if (values === undefined) digests.set(algorithm, new Set([value]))
      else values.add(value)
    }
  })
  const others = new Map<string, NodeId>()
  const same = new Set<string>()
  known(right, (node, path) => {
    const there = byPath.get(path)
    if (there === undefined) return
    const common = inventory.digests.of(node).filter(({ algorithm }) => there.has(algorithm))
    if (common.length === 0) return
    if (common.some(({ algorithm, value }) => there.get(algorithm)?.has(value))) same.add(path)
    else others.set(path, node)
  })
  return [...others]
    .filter(([path]) => !same.has(path))
    .map(([path, node]) => ({
      kind: 'changed',
      of: { kind: 'file', node },
      detail: `${path} has another content in the lane ${right.lane} than in the lane ${left.lane}`,
    }))
}
