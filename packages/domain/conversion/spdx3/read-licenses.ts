// SPDX-License-Identifier: Apache-2.0
import {
  idOf,
  ids,
  objects,
  text,
  type Spdx3Object,
  type Spdx3Value,
} from '@headwater/formats/spdx3'
import { createLicenses, type Licenses } from '../../inventory/spdx3/licenses.ts'
import type { Ledger, Origin } from '../ledger.ts'
import { NOASSERTION, type PivotElement } from '../pivot.ts'
import { createFacts, itemsOf, membersOf } from '../reading.ts'
import type { Graph } from './graph.ts'

/** Licences as expressions, and those that are on no list as elements. */
export interface Spdx3Licenses {
  expressionOf(
    value: Spdx3Value | undefined,
  ): { readonly text: string; readonly origins: readonly Origin[] } | undefined
  elements(): readonly PivotElement[]
  /** The version of the licence list, if the expressions name one. */
  listVersion(): { readonly text: string; readonly origins: readonly Origin[] } | undefined
}

const DEEPEST = 50

export function createSpdx3Licenses(graph: Graph, ledger: Ledger): Spdx3Licenses {
  const known = createLicenses()
  for (const [id, node] of graph.nodes)
    if (LICENSES.some((name) => graph.isA(node, name))) known.define(id, node)
  const named = referencesOf(graph, known)
  const listVersions = new Map<string, Origin[]>()

  /** Every node that an expression is made of. */
  function gather(id: string, origins: Origin[], seen: Set<string>, depth: number): void {
    const node = graph.nodes.get(id)
    if (node === undefined || seen.has(id) || depth > DEEPEST) return
    seen.add(id)
    graph.used.add(node)
    origins.push(...graph.identityOf(node), ...membersOf(node, ...PARTS))
    if (node['type'] === 'simplelicensing_LicenseExpression') {
      const version = text(node, 'simplelicensing_licenseListVersion')
      const said = membersOf(node, 'simplelicensing_licenseListVersion')
      if (version !== undefined)
        listVersions.set(version, [...(listVersions.get(version) ?? []), ...said])
    }
    for (const part of PARTS)
      for (const each of ids(node, part)) gather(each, origins, seen, depth + 1)
  }

  return {
    expressionOf(value) {
      const id = idOf(value)
      if (id === undefined) return undefined
      const origins: Origin[] = []
      gather(id, origins, new Set(), 0)
      const said = named.get(id) ?? known.expression(id)
      return { text: said ?? NOASSERTION, origins }
    },
    elements() {
      return [...named].flatMap(([id, reference]): PivotElement[] => {
        const node = graph.nodes.get(id)
        return node === undefined ? [] : [definitionOf(node, reference, graph, ledger)]
      })
    },
    listVersion() {
      const [first] = listVersions
      return first && { text: first[0], origins: first[1] }
    },
  }
}

/** Classes that expressions are made of. */
const LICENSES = [
  'simplelicensing_AnyLicenseInfo',
  'simplelicensing_SimpleLicensingText',
  'expandedlicensing_LicenseAddition',
]

const PARTS = [
  'simplelicensing_licenseExpression',
  'simplelicensing_customIdToUri',
  'expandedlicensing_member',
  'expandedlicensing_subjectLicense',
  'expandedlicensing_subjectExtendableLicense',
  'expandedlicensing_subjectAddition',
]

/** Custom licences by id, with the name that expressions give them: that of `customIdToUri`, or one of their own. */
function referencesOf(graph: Graph, known: Licenses): Map<string, string> {
  const named = new Map<string, string>()
  const taken = new Set<string>()
  for (const node of graph.nodes.values()) {
    for (const entry of objects(node, 'simplelicensing_customIdToUri')) {
      const key = text(entry, 'key') ?? ''
      const id = text(entry, 'value') ?? ''
      if (!/^LicenseRef-[A-Za-z0-9.-]+$/.test(key) || !graph.nodes.has(id) || named.has(id))
        continue
      named.set(id, key)
      taken.add(key)
    }
  }
  for (const [id, node] of graph.nodes) {
    const isCustom =
      graph.isA(node, 'expandedlicensing_CustomLicense') ||
      graph.isA(node, 'simplelicensing_SimpleLicensingText')
    if (!isCustom || named.has(id)) continue
    const wanted = known.expression(id) ?? 'LicenseRef-custom'
    let reference = wanted
    for (let n = 2; taken.has(reference); n++) reference = `${wanted}-${n}`
    taken.add(reference)
    named.set(id, reference)
  }
  return named
}

function definitionOf(node: Spdx3Object, id: string, graph: Graph, ledger: Ledger): PivotElement {
  const facts = createFacts(ledger)
  graph.used.add(node)
  const add = (term: 'name' | 'licenseText' | 'comment', key: string): void => {
    const value = text(node, key)
    if (value !== undefined) facts.add(term, value, ...membersOf(node, key))
  }
  add('name', 'name')
  add('licenseText', 'simplelicensing_licenseText')
  add('comment', 'comment')
  for (const [at, url] of itemsOf(node['expandedlicensing_seeAlso'])) {
    facts.add('seeAlso', String(url), at)
  }
  return { kind: 'license', id, facts: facts.list, identity: graph.identityOf(node) }
}
