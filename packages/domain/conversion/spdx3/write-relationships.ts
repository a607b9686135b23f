// SPDX-License-Identifier: Apache-2.0
import { isLifecycleScope, isRelationshipType } from '../markers.ts'
import { NOASSERTION, NONE, type PivotRelationship } from '../pivot.ts'
import type { Draft } from '../writing.ts'
import type { Frame3 } from './frame.ts'
import { entries } from './write-element.ts'

/** Relationships with the same beginning and the same words are one, to several ends. */
export function writeRelationships(
  relationships: readonly PivotRelationship[],
  frame: Frame3,
  knows: (id: string) => boolean,
): void {
  const { making, graph, names, base, idOf, keep } = frame
  const { ledger, tally } = making
  const groups = new Map<string, Draft>()

  for (const each of relationships) {
    const { from, to } = each
    const isOpen = to === NONE || to === NOASSERTION
    if (!knows(from) || !(isOpen || knows(to))) continue
    const key = JSON.stringify([
      from,
      each.type,
      each.scope,
      each.completeness,
      each.comment,
      each.label,
      isOpen && to,
    ])
    let node = groups.get(key)
    if (node === undefined) {
      node = relationshipOf(each)
      groups.set(key, node)
      graph.push(node)
    }
    const list = node['to'] as string[]
    list.push(to === NONE ? 'NoneElement' : to === NOASSERTION ? 'NoAssertionElement' : idOf(to))
    const origins = [...each.origins, ...(each.qualifiers ?? [])]
    tally.add('relationship', ledger.put(list, list.length - 1, origins, 'carried'))
  }

  function relationshipOf({
    from,
    to,
    type,
    scope,
    completeness,
    comment,
    label,
  }: PivotRelationship): Draft {
    const isScoped = scope !== undefined && isLifecycleScope(scope)
    const said =
      to === NONE
        ? 'complete'
        : to === NOASSERTION
          ? 'noAssertion'
          : completeness !== undefined && entries('Relationship', 'completeness').has(completeness)
            ? completeness
            : undefined
    const known = isRelationshipType(type)
    const node: Draft = {
      type: isScoped ? 'LifecycleScopedRelationship' : 'Relationship',
      spdxId: names.fresh(`${base}#relationship`),
      creationInfo: '_:creationInfo',
      relationshipType: known ? type : 'other',
      from: idOf(from),
      to: [],
      ...(isScoped && { scope }),
      ...(said !== undefined && { completeness: said }),
      ...(comment !== undefined && { comment }),
    }
    const word = label ?? (known ? undefined : type)
    if (word !== undefined) keep(node, { name: 'headwater:label', value: word }, [])
    if (scope !== undefined && !isScoped) keep(node, { name: 'headwater:scope', value: scope }, [])
    return node
  }
}
