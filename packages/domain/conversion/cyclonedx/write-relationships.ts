// SPDX-License-Identifier: Apache-2.0
import type { Placed } from '../ledger.ts'
import { NOASSERTION, NONE, type PivotRelationship } from '../pivot.ts'
import { CONTAINED, DESCRIBED, RELATIONSHIP } from '../properties.ts'
import { DEPENDENCIES } from '../words/relationships.ts'
import type { Draft } from '../writing.ts'
import type { Frame } from './frame.ts'

/** Puts each relationship where CycloneDX has a place for it, and the others into properties of where they begin. */
export function writeRelationships(
  frame: Frame,
  relationships: readonly PivotRelationship[],
  vulnerabilities: ReadonlyMap<string, readonly Draft[]>,
): void {
  const { making, dialect, bom, metadata, rootId, drafts, nesting, refOf, keep } = frame
  const { ledger, tally, pivot } = making
  const entries = new Map<string, Draft>()
  const edges = new Map<string, Placed>()
  const pairs = new Map<string, number>()
  const dependent = new Set<string>()
  for (const each of relationships) {
    if (!DEPENDENCIES.has(each.type)) continue
    if (drafts.has(each.to)) dependent.add(each.from)
    pairs.set(pairOf(each), (pairs.get(pairOf(each)) ?? 0) + 1)
  }

  for (const each of relationships) {
    const placed = nesting.tells(each) ? nested(each) : (say(each) ?? tell(each))
    if (placed) tally.add('relationship', placed)
  }

  /** Told by where the component stands, which every version can say. */
  function nested({ origins }: PivotRelationship): Placed {
    return ledger.put({}, '', origins, 'carried')
  }

  /** In CycloneDX's own words, if it has some for this. */
  function say(each: PivotRelationship): Placed | undefined {
    const { type, from, to, origins } = each
    if (type === 'describes' && from === pivot.document.id) {
      if (to === rootId) return describe(each)
      const draft = isPlain(each) ? drafts.get(to) : undefined
      return draft && keep(draft, { name: DESCRIBED, value: 'true' }, origins)
    }
    if (type === 'contains' && from === rootId && isPlain(each)) {
      const draft = drafts.get(to)
      return draft && keep(draft, { name: CONTAINED, value: 'true' }, origins)
    }
    if (type === 'hasAssociatedVulnerability') return affect(each)
    if (!drafts.has(from)) return undefined
    if (DEPENDENCIES.has(type)) return depend(each)
    if (!drafts.has(to)) return undefined
    const isProvided = each.label === 'provides' && isPlain({ ...each, label: undefined })
    if (isProvided && dialect.minor >= 6) return edge(each, 'provides')
    if (type === 'trainedOn' && isPlain(each)) return train(each)
    return undefined
  }

  function describe({
    comment,
    scope,
    completeness,
    origins,
    qualifiers,
  }: PivotRelationship): Placed {
    if (qualifiers !== undefined && qualifiers.length > 0) {
      const value = JSON.stringify({ comment, scope, completeness })
      keep(metadata, { name: 'headwater:json:describes', value }, qualifiers)
    }
    return ledger.put(metadata, 'component', origins, 'carried')
  }

  function depend(each: PivotRelationship): Placed | undefined {
    const { type, from, to, origins } = each
    const isExact = type === 'dependsOn' && isPlain(each) && pairs.get(pairOf(each)) === 1
    if (to === NONE || to === NOASSERTION) {
      // an entry without dependencies says that there are none
      const isEmpty = to === NONE && type === 'dependsOn' && !dependent.has(from)
      return isEmpty ? ledger.put(entryOf(from), 'ref', origins, 'carried') : undefined
    }
    if (!drafts.has(to)) return undefined
    const isFirst = !edges.has(`dependsOn\n${pairOf(each)}`)
    const placed = edge(each, 'dependsOn')
    if (isExact) return placed
    if (!dialect.hasProperties) return isFirst ? placed : undefined
    return tell(each)
  }

  function edge(each: PivotRelationship, key: 'dependsOn' | 'provides'): Placed {
    const { from, to, origins } = each
    const known = edges.get(`${key}\n${pairOf(each)}`)
    const list = (entryOf(from)[key] ??= []) as string[]
    if (known) {
      ledger.put(list, list.indexOf(refOf(to)), origins, 'carried')
      return known
    }
    list.push(refOf(to))
    const placed = ledger.put(list, list.length - 1, origins, 'carried')
    edges.set(`${key}\n${pairOf(each)}`, placed)
    return placed
  }

  function entryOf(from: string): Draft {
    let entry = entries.get(from)
    if (entry === undefined) {
      entry = { ref: refOf(from) }
      entries.set(from, entry)
      const list = (bom['dependencies'] ??= []) as Draft[]
      list.push(entry)
    }
    return entry
  }

  function affect({ from, to, origins }: PivotRelationship): Placed | undefined {
    const own = vulnerabilities.get(to)
    const [first] = own ?? []
    if (first === undefined || own === undefined) return undefined
    for (const draft of own) {
      const found = ((draft['affects'] ?? []) as Draft[]).find(({ ref }) => ref === refOf(from))
      if (found) return ledger.put(found, 'ref', origins, 'carried')
    }
    const affected: Draft = { ref: refOf(from) }
    const list = (first['affects'] ??= []) as Draft[]
    list.push(affected)
    return ledger.put(affected, 'ref', origins, 'carried')
  }

  function train({ from, to, origins }: PivotRelationship): Placed | undefined {
    const draft = drafts.get(from)
    if (draft?.['type'] !== 'machine-learning-model' || dialect.minor < 5) return undefined
    const card = (draft['modelCard'] ??= {}) as Draft
    const parameters = (card['modelParameters'] ??= {}) as Draft
    const datasets = (parameters['datasets'] ??= []) as Draft[]
    datasets.push({ ref: refOf(to) })
    return ledger.put(datasets, datasets.length - 1, origins, 'carried')
  }

  /** As a property: the other end alone, or as JSON where there is more to say. */
  function tell(each: PivotRelationship): Placed | undefined {
    const { type, from, to, scope, completeness, comment, label } = each
    const origins = [...each.origins, ...(each.qualifiers ?? [])]
    const draft = drafts.get(from)
    const target = to === NONE || to === NOASSERTION ? to : refOf(to)
    const isOpen = to === NONE || to === NOASSERTION
    const more = {
      ...(draft === undefined && from !== pivot.document.id && { from: refOf(from) }),
      ...(scope !== undefined && { scope }),
      ...(completeness !== undefined &&
        !isOpen &&
        completeness !== 'noAssertion' && { completeness }),
      ...(comment !== undefined && { comment }),
      ...(label !== undefined && { label }),
    }
    const isAlone = Object.keys(more).length === 0 && !target.startsWith('{')
    const value = isAlone ? target : JSON.stringify({ to: target, ...more })
    return keep(draft ?? metadata, { name: `${RELATIONSHIP}${type}`, value }, origins)
  }
}

function isPlain({
  scope,
  completeness,
  comment,
  label,
}: Pick<PivotRelationship, 'scope' | 'completeness' | 'comment'> & {
  readonly label?: string | undefined
}): boolean {
  return (
    scope === undefined &&
    (completeness === undefined || completeness === 'noAssertion') &&
    comment === undefined &&
    label === undefined
  )
}

function pairOf({ from, to }: PivotRelationship): string {
  return `${from}\n${to}`
}
