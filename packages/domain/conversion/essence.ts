// SPDX-License-Identifier: Apache-2.0
import { createLedger } from './ledger.ts'
import { pivotOf, type SourceDocument } from './source.ts'
import { PACKAGE_KINDS, type PivotElement } from './pivot.ts'
import { DEPENDENCIES } from './words/relationships.ts'

/** What every format can say, in words that no format has: for telling whether two documents say it alike. */
export interface Essence {
  /** Name, version, purls and hashes of each package and file, sorted. */
  readonly elements: readonly string[]
  /** Which of them depends on which, sorted. */
  readonly dependencies: readonly string[]
}

export function essenceOf(source: SourceDocument): Essence {
  const pivot = pivotOf(source, createLedger())
  const parts = pivot.elements.filter(({ kind }) => PACKAGE_KINDS.has(kind) || kind === 'file')
  const names = new Map(parts.map((each) => [each.id, nameOf(each)]))
  return {
    elements: parts.map(sentence).sort(),
    dependencies: pivot.relationships
      .filter(({ type, from, to }) => DEPENDENCIES.has(type) && names.has(from) && names.has(to))
      .map(({ type, from, to }) => `${names.get(from) ?? ''} ${type} ${names.get(to) ?? ''}`)
      .sort(),
  }
}

function nameOf({ facts }: PivotElement): string {
  const told = (term: 'name' | 'version'): string => {
    const fact = facts.find((each) => each.term === term)
    return typeof fact?.value === 'string' ? fact.value : ''
  }
  const version = told('version')
  return version === '' ? told('name') : `${told('name')} ${version}`
}

function sentence(element: PivotElement): string {
  const said = element.facts.flatMap((fact) => {
    if (fact.term === 'hash') return [`${fact.value.algorithm} ${fact.value.value.toLowerCase()}`]
    return fact.term === 'identifier' && fact.value.type === 'packageUrl' ? [fact.value.value] : []
  })
  return [nameOf(element), ...new Set(said.sort())].join(', ')
}
