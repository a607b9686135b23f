// SPDX-License-Identifier: Apache-2.0
import { wordSet, type License, type LicenseChoice } from '@headwater/formats/cyclonedx'
import { readLicense } from '@headwater/formats/license-expression'
import { propertyNamed } from './values.ts'
import type { Ledger, Origin } from '../ledger.ts'
import type { PivotElement } from '../pivot.ts'
import { createFacts, itemsOf, membersOf, othersOf, type FactList } from '../reading.ts'

/** Licences that are on no list, by the name that expressions give them: each is an element, however often it is named. */
export interface LicenseTable {
  readonly elements: readonly PivotElement[]
  /** The expression that an item of `licenses` stands for. */
  expressionOf(
    choice: LicenseChoice,
  ): { readonly text: string; readonly origins: readonly Origin[] } | undefined
}

export function createLicenseTable(ledger: Ledger): LicenseTable {
  const elements: PivotElement[] = []
  const byContent = new Map<string, { readonly id: string; readonly element: PivotElement }>()
  const taken = new Set<string>()

  /** `LicenseRef-…` for a licence by name; its text and address go to an element of its own. */
  function refer(name: string, said?: License): string {
    const told = propertyNamed(said?.properties, 'headwater:licenseId')
    const content = JSON.stringify([name, said?.text?.content, said?.url, told])
    let known = byContent.get(content)
    if (known === undefined) {
      const facts = createFacts(ledger)
      const wanted = told !== undefined && PLAIN_REFERENCE.test(told) ? told : referenceOf(name)
      let id = wanted
      for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`
      taken.add(id)
      const element: PivotElement = { kind: 'license', id, facts: facts.list, identity: [] }
      elements.push(element)
      known = { id, element }
      byContent.set(content, known)
      if (id !== name) facts.add('name', name)
      if (said?.text) facts.add('licenseText', said.text.content)
      if (said?.url !== undefined) facts.add('seeAlso', said.url)
    }
    // each of the documents' mentions arrives with the one element
    const { facts } = known.element
    const origins =
      said === undefined ? [] : [...membersOf(said, 'name', 'url'), ...textOrigins(said)]
    const first = facts[0]
    if (first) facts[0] = { ...first, origins: [...first.origins, ...origins] }
    else ledger.imply(origins)
    return known.id
  }

  return {
    elements,
    expressionOf(choice) {
      const { license, expression } = choice
      if (expression !== undefined) {
        const origins = membersOf(choice, 'expression')
        if (isExpression(expression)) return { text: expression, origins }
        return { text: refer(expression), origins }
      }
      if (license?.id !== undefined) return { text: license.id, origins: membersOf(license, 'id') }
      if (license?.name === undefined || license.name === '') return undefined
      const { name } = license
      const isListed = license.text === undefined && isLicenseId(name)
      return { text: isListed ? name : refer(name, license), origins: membersOf(license, 'name') }
    },
  }
}

/** `licenses` of a component: all of them hold (specification, "licenses"). What says no more than a name is no member of its own. */
export function readLicenses(value: unknown, facts: FactList, table: LicenseTable): void {
  const told = facts.list.find(({ term }) => term === 'acknowledgement')
  const said = { licenseDeclared: [] as Said[], licenseConcluded: [] as Said[] }
  const rest: Origin[] = []
  for (const [, item] of itemsOf(value)) {
    // checked by the reader
    const choice = item as LicenseChoice
    const found = table.expressionOf(choice)
    const { license } = choice
    const acknowledgement = license?.acknowledgement ?? choice.acknowledgement ?? told?.value
    const isNamed = license !== undefined && license.id === undefined
    if (license)
      rest.push(...othersOf(license, ...LICENSE_MEMBERS, ...(isNamed ? ['text', 'url'] : [])))
    rest.push(...othersOf(choice, 'license', 'expression', 'acknowledgement'))
    if (found === undefined) continue
    const words = [...membersOf(license ?? choice, 'acknowledgement'), ...(told?.origins ?? [])]
    const list = said[acknowledgement === 'concluded' ? 'licenseConcluded' : 'licenseDeclared']
    list.push({ text: found.text, origins: [...found.origins, ...words] })
  }
  for (const term of ['licenseDeclared', 'licenseConcluded'] as const) {
    if (said[term].length > 0)
      facts.add(term, conjunction(said[term]), ...said[term].flatMap(({ origins }) => origins))
  }
  if (told) facts.list.splice(facts.list.indexOf(told), 1)
  if (rest.length > 0) {
    facts.add('member', { family: 'cyclonedx', name: 'licenses', value }, ...rest)
  }
}

interface Said {
  readonly text: string
  readonly origins: readonly Origin[]
}

const LICENSE_MEMBERS = ['id', 'name', 'acknowledgement']
const PLAIN_REFERENCE = /^LicenseRef-[A-Za-z0-9.-]+$/

function textOrigins({ text }: License): readonly Origin[] {
  return text === undefined ? [] : membersOf(text, 'content')
}

function conjunction(said: readonly Said[]): string {
  const texts = [...new Set(said.map(({ text }) => text))]
  if (texts.length === 1) return texts[0] ?? ''
  return texts.map((text) => (/\s(?:OR|AND)\s/i.test(text) ? `(${text})` : text)).join(' AND ')
}

function referenceOf(name: string): string {
  const plain = name
    .replace(/^LicenseRef-/, '')
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .slice(0, 100)
    .replaceAll(/^-+|-+$/g, '')
  return `LicenseRef-${plain || 'unnamed'}`
}

function isExpression(text: string): boolean {
  return text.length < 20_000 && readLicense(text).kind === 'license'
}

function isLicenseId(text: string): boolean {
  return wordSet('licenseId', '1.7', 'json')?.has(text) === true
}
