// SPDX-License-Identifier: Apache-2.0
import { wordSet, type LicenseChoice } from '@headwater/formats/cyclonedx'
import { readLicense } from '@headwater/formats/license-expression'
import type { Ledger } from '../ledger.ts'
import { NOASSERTION, NONE, type Fact, type PivotElement } from '../pivot.ts'
import type { Draft } from '../writing.ts'
import type { CycloneDxDialect } from './dialect.ts'

/** Licences that the document defines, and which of them found a place beside a component. */
export interface OwnLicenses {
  readonly byId: ReadonlyMap<string, PivotElement>
  readonly written: Set<string>
}

type LicenseFact = Extract<Fact, { term: 'licenseDeclared' | 'licenseConcluded' | 'licenseFound' }>

export function isLicenseFact(fact: Fact): fact is LicenseFact {
  return LICENSE_TERMS.has(fact.term)
}

const LICENSE_TERMS: ReadonlySet<string> = new Set([
  'licenseDeclared',
  'licenseConcluded',
  'licenseFound',
])

/** What of the licences of a component has no place, as facts; `draft` gets the rest. */
export function writeLicenses(
  said: readonly LicenseFact[],
  draft: Draft,
  own: OwnLicenses,
  dialect: CycloneDxDialect,
  ledger: Ledger,
): Fact[] {
  const left: Fact[] = []
  const items: LicenseChoice[] = []
  const found: LicenseChoice[] = []
  const add = (list: LicenseChoice[], fact: LicenseFact, item: LicenseChoice): void => {
    list.push(item)
    ledger.put(list, list.length - 1, fact.origins, 'carried')
    carryDefinition(fact.value, item, own, dialect, ledger)
  }
  for (const fact of said) {
    if (fact.value === NOASSERTION) ledger.imply(fact.origins)
    else if (fact.value === NONE) left.push(fact)
    else if (fact.term === 'licenseFound') {
      const item = itemOf(fact.value, own, dialect)
      if (dialect.minor >= 3 && item.license && fits(found, item, dialect)) add(found, fact, item)
      else left.push(fact)
    } else {
      const word = fact.term === 'licenseConcluded' ? 'concluded' : 'declared'
      const item = acknowledged(itemOf(fact.value, own, dialect), word, dialect)
      const isSecond = items.length > 0
      if (isSecond && (dialect.minor < 6 || !fits(items, item, dialect))) left.push(fact)
      else {
        add(items, fact, item)
        if (dialect.minor < 6 && word === 'concluded') {
          left.push({ term: 'acknowledgement', value: word, origins: fact.origins })
        }
      }
    }
  }
  if (items.length > 0) draft['licenses'] = items
  if (found.length > 0) draft['evidence'] = { licenses: found }
  return left
}

/** Until 1.6 an expression stands alone. */
function fits(
  list: readonly LicenseChoice[],
  item: LicenseChoice,
  { minor }: CycloneDxDialect,
): boolean {
  const hasExpression = [...list, item].some(({ expression }) => expression !== undefined)
  return list.length === 0 || minor >= 7 || !hasExpression
}

function itemOf(
  text: string,
  own: OwnLicenses,
  { version, syntax, minor }: CycloneDxDialect,
): LicenseChoice {
  if (wordSet('licenseId', version, syntax)?.has(text)) return { license: { id: text } }
  const definition = own.byId.get(text)
  if (definition) {
    const told = (term: Fact['term']): string | undefined => {
      const fact = definition.facts.find((each) => each.term === term)
      return typeof fact?.value === 'string' ? fact.value : undefined
    }
    const name = told('name')
    const content = told('licenseText')
    const url = told('seeAlso')
    return {
      license: {
        name: name ?? text,
        ...(content !== undefined && { text: { contentType: 'text/plain', content } }),
        ...(url !== undefined && { url }),
        ...(name !== undefined &&
          minor >= 5 && { properties: [{ name: 'headwater:licenseId', value: text }] }),
      },
    }
  }
  const isExpression = text.length < 20_000 && readLicense(text).kind === 'license'
  return isExpression ? { expression: text } : { license: { name: text } }
}

function acknowledged(
  item: LicenseChoice,
  acknowledgement: 'declared' | 'concluded',
  { minor }: CycloneDxDialect,
): LicenseChoice {
  if (minor < 6) return item
  return item.license
    ? { ...item, license: { ...item.license, acknowledgement } }
    : { ...item, acknowledgement }
}

/** Name, text and first address stand in the licence itself. */
function carryDefinition(
  text: string,
  { license }: LicenseChoice,
  { byId, written }: OwnLicenses,
  { minor }: CycloneDxDialect,
  ledger: Ledger,
): void {
  const definition = byId.get(text)
  if (definition === undefined || license === undefined) return
  written.add(text)
  // before there were properties of licences, a licence with a name goes by that alone
  if (minor >= 5 || license.name === text)
    ledger.put(license, 'name', definition.identity, 'carried')
  const keys: Partial<Record<Fact['term'], string>> = {
    name: 'name',
    licenseText: 'text',
    seeAlso: 'url',
  }
  const taken = new Set<string>()
  for (const fact of definition.facts) {
    const key = keys[fact.term]
    if (key === undefined || taken.has(key)) continue
    taken.add(key)
    ledger.put(license, key, fact.origins, 'carried')
  }
}
