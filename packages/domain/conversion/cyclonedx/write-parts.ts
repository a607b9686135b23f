// SPDX-License-Identifier: Apache-2.0
import { wordSet, type Component } from '@headwater/formats/cyclonedx'
import type { ElementKind, Fact, PivotElement } from '../pivot.ts'
import { writeFacts, type Draft } from '../writing.ts'
import type { CycloneDxDialect } from './dialect.ts'
import type { Frame } from './frame.ts'
import { kindOf } from './read-component.ts'
import { componentWriters, serviceWriters, typeOf } from './write-component.ts'
import { isLicenseFact, writeLicenses, type OwnLicenses } from './write-licenses.ts'
import { isModelFact, writeModelCard } from './write-model.ts'

/** Writes components and services, each with all that it is made of. */
export function createPartWriter(
  frame: Frame,
  elements: ReadonlyMap<string, PivotElement>,
  licenses: OwnLicenses,
): {
  write(element: PivotElement, holder: object, key: string | number): Draft
  untyped(): number
} {
  const { making, dialect, drafts, nesting, refOf, keep, keepFact } = frame
  const { ledger, tally } = making
  const component = componentWriters(dialect)
  const service = serviceWriters(dialect)
  let untyped = 0

  function write(element: PivotElement, holder: object, key: string | number): Draft {
    const draft: Draft = { 'bom-ref': refOf(element.id) }
    drafts.set(element.id, draft)
    const placed = ledger.put(holder, key, [], 'carried')
    ledger.put(draft, 'bom-ref', element.identity, 'carried')
    if (element.kind === 'service') writeService(element, draft)
    else writeComponent(element, draft)
    tally.add(countedAs(element, draft), placed)
    for (const id of nesting.partsOf(element.id)) {
      const part = elements.get(id)
      if (part === undefined) continue
      const list = (draft[part.kind === 'service' ? 'services' : 'components'] ??= []) as Draft[]
      list.push(write(part, list, list.length))
    }
    putInOrder(draft)
    return draft
  }

  function writeComponent(element: PivotElement, draft: Draft): void {
    const facts = described(element.facts)
    const purpose = facts.find((fact) => fact.term === 'purpose')
    const { type, exact } = typeFor(element, purpose?.value, dialect)
    draft['type'] = type
    if (purpose === undefined && type === 'library') untyped++
    if (purpose && exact) ledger.put(draft, 'type', purpose.origins, 'carried')
    if (element.kind === 'dataset' && type === 'data') draft['data'] = [{ type: 'dataset' }]
    const left = writeLicenses(facts.filter(isLicenseFact), draft, licenses, dialect, ledger)
    const rest = facts.filter((each) => {
      return !isLicenseFact(each) && !isModelFact(each) && !(exact && each === purpose)
    })
    // a file with a purl is told from a package by a property only
    const isBare = element.kind === 'file' && !dialect.hasProperties
    const writers = isBare ? { ...component, identifier: () => false } : component
    writeFacts(rest, draft, writers, ledger, (fact) => keepFact(draft, fact))
    const models = facts.filter(isModelFact)
    const hasCard =
      dialect.minor >= 5 && draft['modelCard'] === undefined && type === 'machine-learning-model'
    left.push(...(hasCard ? writeModelCard(models, draft, ledger) : models))
    for (const fact of left) keepFact(draft, fact)
    draft['name'] ??= element.id
    if (dialect.minor <= 3) draft['version'] ??= ''
    // the draft has the members that tell
    if (kindOf(draft as unknown as Component) !== element.kind) {
      keep(draft, { name: 'headwater:kind', value: element.kind }, element.identity)
    }
  }

  function writeService(element: PivotElement, draft: Draft): void {
    const facts = described(element.facts)
    const left = writeLicenses(
      facts
        .filter((fact) => isLicenseFact(fact) && fact.term !== 'licenseFound')
        .filter(isLicenseFact),
      draft,
      licenses,
      dialect,
      ledger,
    )
    const rest = facts.filter((each) => !isLicenseFact(each) || each.term === 'licenseFound')
    writeFacts(rest, draft, service, ledger, (fact) => keepFact(draft, fact))
    for (const fact of left) keepFact(draft, fact)
    draft['name'] ??= element.id
  }

  /** Without properties nothing tells what the type does not. */
  function countedAs({ kind }: PivotElement, draft: Draft): ElementKind {
    return kind === 'service' || dialect.hasProperties
      ? kind
      : kindOf(draft as unknown as Component)
  }

  return { write, untyped: () => untyped }
}

/** CycloneDX has one description; a summary is one where there is nothing longer. */
function described(facts: readonly Fact[]): readonly Fact[] {
  if (facts.some(({ term }) => term === 'description')) return facts
  const summary = facts.find((fact) => fact.term === 'summary')
  if (summary === undefined) return facts
  return facts.map((fact) =>
    fact === summary ? { ...summary, term: 'description' as const } : fact,
  )
}

function typeFor(
  { kind }: PivotElement,
  purpose: string | undefined,
  dialect: CycloneDxDialect,
): { readonly type: string; readonly exact: boolean } {
  if (kind === 'file') {
    const isKnown = wordSet('componentType', dialect.version, dialect.syntax)?.has('file') === true
    return { type: isKnown ? 'file' : 'library', exact: false }
  }
  const implied = kind === 'model' ? 'model' : kind === 'dataset' ? 'data' : undefined
  if (implied === undefined) return typeOf(purpose, dialect)
  const { type, exact } = typeOf(implied, dialect)
  return { type, exact: exact && (purpose === undefined || purpose === implied) }
}

/** As the specification lists them, for those who read the text. */
const ORDER = [
  'type',
  'mime-type',
  'bom-ref',
  'supplier',
  'manufacturer',
  'provider',
  'authors',
  'author',
  'publisher',
  'group',
  'name',
  'version',
  'description',
  'scope',
  'hashes',
  'licenses',
  'copyright',
  'cpe',
  'purl',
  'omniborId',
  'swhid',
  'swid',
  'externalReferences',
]

/** In place: the ledger knows the draft by itself. */
function putInOrder(draft: Draft): void {
  const members = { ...draft }
  for (const key of Object.keys(members)) Reflect.deleteProperty(draft, key)
  for (const key of ORDER) if (members[key] !== undefined) draft[key] = members[key]
  for (const [key, value] of Object.entries(members)) if (!(key in draft)) draft[key] = value
}
