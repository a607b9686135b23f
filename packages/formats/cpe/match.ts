// SPDX-License-Identifier: Apache-2.0
import { ANY, CPE_ATTRIBUTES, NA, type Cpe } from './cpe.ts'
import { isQuoted, wildcardEnds } from './value.ts'

/** How a source stands to a target (NISTIR 7696, table 6-1). `undefined`: the target has wildcards, the standard is silent. */
export type AttributeRelation = 'superset' | 'subset' | 'equal' | 'disjoint' | 'undefined'

/** `intersecting`: some attributes are wider and some narrower, so that neither name contains the other (6.2). */
export type CpeRelation = AttributeRelation | 'intersecting'

/** Compares all eleven attributes. A superset is the wider name: `cpe:2.3:a:acme:river:*:...` of any version of it. */
export function matchCpe(source: Cpe, target: Cpe): CpeRelation {
  let wider = false
  let narrower = false
  let unclear = false
  for (const attribute of CPE_ATTRIBUTES) {
    const relation = compareAttribute(source[attribute], target[attribute])
    if (relation === 'disjoint') return 'disjoint'
    wider ||= relation === 'superset'
    narrower ||= relation === 'subset'
    unclear ||= relation === 'undefined'
  }
  if (unclear) return 'undefined'
  if (wider && narrower) return 'intersecting'
  return wider ? 'superset' : narrower ? 'subset' : 'equal'
}

/** Whether everything that `name` names is also named by `pattern`. */
export function cpeIncludes(pattern: Cpe, name: Cpe): boolean {
  const relation = matchCpe(pattern, name)
  return relation === 'superset' || relation === 'equal'
}

/** NISTIR 7696, table 6-2 and the algorithm of section 7.3. */
export function compareAttribute(source: string, target: string): AttributeRelation {
  if (source === target && !hasWildcards(target)) return 'equal'
  if (target !== ANY && hasWildcards(target)) return 'undefined'
  if (source === ANY) return target === ANY ? 'equal' : 'superset'
  if (target === ANY) return 'subset'
  if (source === NA || target === NA) return 'disjoint'
  return hasWildcards(source) && wildcardMatches(source, target) ? 'superset' : 'disjoint'
}

/** Wildcards stand at the ends only, `*` alone or `?` repeated; ANY is no wildcard. */
function hasWildcards(value: string): boolean {
  if (value === ANY) return false
  const first = value[0]
  if (first === '*' || first === '?') return true
  const last = value[value.length - 1]
  return (last === '*' || last === '?') && !isQuoted(value, value.length - 1)
}

/**
 * `*` matches any number of characters, each `?` at most one (NISTIR 7696, 7.3). Linear: the core can only begin between
 * two positions that the wildcards of both ends fix, and the search between them is Knuth's, Morris' and Pratt's.
 */
function wildcardMatches(source: string, target: string): boolean {
  const [start, end] = wildcardEnds(source)
  const core = unquote(source.slice(start, end))
  const text = unquote(target)
  const slack = text.length - core.length
  if (slack < 0) return false
  const before = source[0] === '*' ? slack : start
  const after = source[end] === '*' ? slack : source.length - end
  const from = Math.max(0, slack - after)
  const to = Math.min(slack, before)
  return from <= to && occursBetween(core, text.slice(from, to + core.length))
}

function unquote(value: string): string {
  return value.includes('\\') ? value.replaceAll(/\\(.)/gs, '$1') : value
}

function occursBetween(core: string, text: string): boolean {
  if (core.length === text.length) return core === text
  if (core === '') return true
  const borders = bordersOf(core)
  let matched = 0
  for (let at = 0; at < text.length; at++) {
    while (matched > 0 && core[matched] !== text[at]) matched = borders[matched - 1]!
    if (core[matched] === text[at]) matched++
    if (matched === core.length) return true
  }
  return false
}

/** For each prefix, the length of its longest proper prefix that is also its suffix. */
function bordersOf(core: string): number[] {
  const borders = [0]
  let length = 0
  for (let at = 1; at < core.length; at++) {
    while (length > 0 && core[length] !== core[at]) length = borders[length - 1]!
    if (core[length] === core[at]) length++
    borders.push(length)
  }
  return borders
}
