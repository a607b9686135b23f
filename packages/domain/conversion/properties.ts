// SPDX-License-Identifier: Apache-2.0
import type { Fact, Family, PivotElement, Terms } from './pivot.ts'
import { TEXT_TERMS, type TextTerm } from './pivot.ts'
import type { FactList } from './reading.ts'
import type { Origin } from './ledger.ts'

/** The taxonomy of our own names, as CycloneDX asks for one (registry of property taxonomies). */
const PREFIX = 'headwater:'

const SHORT: Readonly<Record<Family, string>> = {
  'spdx-2': 'spdx2',
  'spdx-3': 'spdx3',
  cyclonedx: 'cdx',
}
const FAMILIES = new Map(Object.entries(SHORT).map(([family, short]) => [short, family as Family]))
const TERMS: ReadonlySet<string> = new Set(TEXT_TERMS)

export interface Property {
  readonly name: string
  readonly value: string
}

/** What a target has no place for, as a name and a text: `headwater:licenseComment`, `headwater:json:cdx:pedigree`. */
export function propertyOf(fact: Fact): Property {
  switch (fact.term) {
    case 'property':
      return fact.value
    case 'member': {
      const { family, name, value } = fact.value
      return typeof value === 'string'
        ? { name: `${PREFIX}${SHORT[family]}:${name}`, value }
        : { name: `${PREFIX}json:${SHORT[family]}:${name}`, value: JSON.stringify(value) ?? '' }
    }
    case 'hash':
      return { name: `${PREFIX}hash`, value: `${fact.value.algorithm}:${fact.value.value}` }
    case 'identifier':
      return { name: `${PREFIX}identifier`, value: `${fact.value.type}:${fact.value.value}` }
    default:
      return typeof fact.value === 'string'
        ? { name: `${PREFIX}${fact.term}`, value: fact.value }
        : { name: `${PREFIX}json:${fact.term}`, value: JSON.stringify(fact.value, withoutOrigins) }
  }
}

/** An element as a property of the document, for a target without a place for its kind, and what others say of it. */
export function wholeOf(
  { id, kind, whole, facts }: PivotElement,
  family: Family,
): readonly (Property & { readonly origins: readonly Origin[] })[] {
  if (whole === undefined) return []
  const value = { family, name: whole.list, value: whole.value }
  const own = propertyOf({ term: 'member', value, origins: [] })
  // in SPDX 3 verdicts and scores are elements beside the vulnerability
  const said = kind === 'vulnerability' && family === 'spdx-3' ? facts : []
  const others = said.flatMap((fact) => {
    const isBeside = fact.term === 'member' && fact.value.name === 'assessment'
    if (isBeside) return [{ ...propertyOf(fact), origins: fact.origins }]
    if (fact.term !== 'assessment' && fact.term !== 'rating') return []
    const text = JSON.stringify({ vulnerability: id, ...fact.value })
    return [{ name: `${PREFIX}json:${fact.term}`, value: text, origins: fact.origins }]
  })
  return [{ ...own, origins: [whole.origin] }, ...others]
}

/** Everything that a fact came from, for a place that takes all of it. */
export function originsOf(fact: Fact): readonly Origin[] {
  if (fact.term !== 'externalDocument') return fact.origins
  return [...fact.origins, ...fact.value.hashes.flatMap(({ origins }) => origins)]
}

function withoutOrigins(key: string, value: unknown): unknown {
  return key === 'origins' ? undefined : value
}

/** The fact that a property was written from, or the property as a fact. It is users' text: nothing in it is believed. */
export function readProperty(
  { name, value }: Property,
  facts: FactList,
  ...origins: readonly Origin[]
): void {
  const [first = '', second = '', third = ''] = name.startsWith(PREFIX)
    ? name.slice(PREFIX.length).split(':')
    : []
  if (TERMS.has(first) && second === '') {
    // the set holds text terms only
    facts.add(first as TextTerm, value, ...origins)
    return
  }
  const colon = value.indexOf(':')
  const pair = { type: value.slice(0, colon), value: value.slice(colon + 1) }
  if (first === 'hash' && colon > 0) {
    facts.add('hash', { algorithm: pair.type, value: pair.value }, ...origins)
    return
  }
  if (first === 'identifier' && colon > 0) {
    facts.add('identifier', pair, ...origins)
    return
  }
  const isJson = first === 'json'
  const family = FAMILIES.get(isJson ? second : first)
  const member = isJson ? third : second
  const parsed = isJson ? parsedOf(value) : value
  if (family !== undefined && member !== '' && parsed !== undefined) {
    facts.add(
      'member',
      { family, name: member, value: parsed } satisfies Terms['member'],
      ...origins,
    )
  } else facts.add('property', { name, value }, ...origins)
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** `headwater:relationship:generates`: a relationship that the target has no word for, on the element that it goes out from. */
export const RELATIONSHIP = `${PREFIX}relationship:`
/** On the document: it describes an element beside its main one. */
export const DESCRIBED = `${PREFIX}described`
/** On a component: the main component contains it. */
export const CONTAINED = `${PREFIX}contained`
