// SPDX-License-Identifier: Apache-2.0

/**
 * The model of SPDX 3 is kept as text in a notation of our own, one fact a line:
 *
 *     abstract software_SoftwareArtifact < Artifact      a class, its parent; abstract ones have no instances
 *       software_copyrightText string ?                  a property, its range, how often: ? 1 * + or 2+
 *     abstract Element iri                               instances must have an IRI (others may be blank nodes)
 *     abstract extension_Extension extensible            instances may have properties of their own
 *     enum software_FileKindType                         a vocabulary, its entries on the lines that follow
 *       directory file
 *     add Element                                        more properties for a class of an earlier text
 *
 * Names are the terms of the JSON-LD context: the name of the profile, an underscore, the local name; Core goes without.
 */
export interface ClassFacts {
  readonly name: string
  readonly parent?: string
  readonly abstract: boolean
  readonly iri: boolean
  readonly extensible: boolean
  readonly properties: PropertyFacts[]
}

export interface PropertyFacts {
  readonly name: string
  readonly range: string
  readonly min: number
  readonly list: boolean
}

export interface ModelFacts {
  readonly classes: ReadonlyMap<string, ClassFacts>
  readonly vocabularies: ReadonlyMap<string, ReadonlySet<string>>
}

export function readNotation(texts: readonly string[]): ModelFacts {
  const classes = new Map<string, ClassFacts>()
  const vocabularies = new Map<string, Set<string>>()
  for (const text of texts) {
    let properties: PropertyFacts[] = []
    let entries: Set<string> | undefined
    for (const line of text.split('\n')) {
      const words = line.trim().split(/\s+/)
      const [first = '', second = '', third = ''] = words
      if (first === '') continue
      if (!line.startsWith(' ')) {
        entries = first === 'enum' ? (vocabularies.get(second) ?? new Set()) : undefined
        if (entries) vocabularies.set(second, entries)
        else if (first === 'add') properties = classes.get(second)?.properties ?? []
        else {
          const facts = classFacts(words)
          classes.set(facts.name, facts)
          properties = facts.properties
        }
      } else if (entries) for (const entry of words) entries.add(entry)
      else properties.push(propertyFacts(first, second, third))
    }
  }
  return { classes, vocabularies }
}

function classFacts(words: readonly string[]): ClassFacts {
  const abstract = words[0] === 'abstract'
  const [name = '', ...rest] = abstract ? words.slice(1) : words
  const parent = rest[0] === '<' ? rest[1] : undefined
  return {
    name,
    ...(parent === undefined ? {} : { parent }),
    abstract,
    iri: rest.includes('iri'),
    extensible: rest.includes('extensible'),
    properties: [],
  }
}

function propertyFacts(name: string, range: string, often: string): PropertyFacts {
  const min = often === '?' || often === '*' ? 0 : often === '+' ? 1 : Number.parseInt(often, 10)
  return { name, range, min, list: often === '*' || often.endsWith('+') }
}
