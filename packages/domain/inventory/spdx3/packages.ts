// SPDX-License-Identifier: Apache-2.0
import { ids, text, type Spdx3Object } from '@headwater/formats/spdx3'
import type { PackageFacts } from '../facts.ts'
import { digestsOf, identifiersOf } from './identifiers.ts'
import { allOf } from './licenses.ts'
import { hyphenated } from './properties.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A package of which other elements say more: who supplied it, under which licence, what was fixed in it. */
interface HeldPackage {
  readonly facts: Writable<PackageFacts>
  readonly suppliers: readonly string[]
  readonly originators: readonly string[]
  readonly declared: string[]
  readonly concluded: string[]
  readonly fixes: string[]
}

export interface Packages {
  /**
   * The facts of a package, to be given to the builder at once, so that edges find the package; they are completed at the end of
   * the document.
   */
  hold(node: Spdx3Object, id: string): PackageFacts
  /** A relationship that says something of a package which its facts have a member for. */
  relate(type: string, from: string, to: readonly string[]): void
  complete(nameOf: (id: string) => string, license: (id: string) => string | undefined): void
}

/** Relationships that {@link Packages.relate} wants. */
export const PACKAGE_RELATIONSHIPS: ReadonlySet<string> = new Set([
  'hasDeclaredLicense',
  'hasConcludedLicense',
  'fixedIn',
])

export function createPackages(): Packages {
  const packages = new Map<string, HeldPackage>()
  const relationships: { type: string; from: string; to: readonly string[] }[] = []
  return {
    hold(node, id) {
      const held = holdPackage(node)
      packages.set(id, held)
      return held.facts
    },
    relate(type, from, to) {
      relationships.push({ type, from, to })
    },
    complete(nameOf, license) {
      for (const { type, from, to } of relationships) {
        for (const id of to) {
          if (type === 'fixedIn') packages.get(id)?.fixes.push(nameOf(from))
          else if (type === 'hasDeclaredLicense') packages.get(from)?.declared.push(id)
          else packages.get(from)?.concluded.push(id)
        }
      }
      for (const held of packages.values()) completeFacts(held, nameOf, license)
    },
  }
}

function completeFacts(
  { facts, suppliers, originators, declared, concluded, fixes }: HeldPackage,
  nameOf: (id: string) => string,
  license: (id: string) => string | undefined,
): void {
  if (suppliers.length > 0) facts.supplier = suppliers.map(nameOf).join(', ')
  if (originators.length > 0) facts.originator = originators.map(nameOf).join(', ')
  const licenseDeclared = allOf(declared, license)
  if (licenseDeclared !== undefined) facts.licenseDeclared = licenseDeclared
  const licenseConcluded = allOf(concluded, license)
  if (licenseConcluded !== undefined) facts.licenseConcluded = licenseConcluded
  if (fixes.length > 0) facts.resolves = [...new Set(fixes)]
}

/** Properties that {@link PackageFacts} has a member for. */
export const PACKAGE_MEMBERS: ReadonlySet<string> = new Set([
  'type',
  'spdxId',
  'creationInfo',
  'name',
  'description',
  'verifiedUsing',
  'externalIdentifier',
  'externalRef',
  'extension',
  'originatedBy',
  'suppliedBy',
  'software_copyrightText',
  'software_contentIdentifier',
  'software_downloadLocation',
  'software_homePage',
  'software_packageUrl',
  'software_packageVersion',
  'software_primaryPurpose',
])

function holdPackage(node: Spdx3Object): HeldPackage {
  const { purls, cpes, others, repositories } = identifiersOf(node)
  const digests = digestsOf(node)
  const facts: Writable<PackageFacts> = {
    // SPDX 3 lets a package go without a name
    name: text(node, 'name') ?? purls[0] ?? text(node, 'spdxId') ?? '',
    ...said({
      version:
        text(node, 'software_packageVersion') ??
        text(node, 'hardware_hardwareVersion') ??
        text(node, 'version'),
      downloadLocation: text(node, 'software_downloadLocation'),
      homepage: text(node, 'software_homePage'),
      copyright: text(node, 'software_copyrightText'),
      description: text(node, 'description') ?? text(node, 'summary'),
    }),
  }
  const purpose = text(node, 'software_primaryPurpose')
  if (purpose !== undefined) facts.purpose = hyphenated(purpose)
  else if (text(node, 'type')?.startsWith('hardware_')) facts.purpose = 'device'
  if (purls.length > 0) facts.purls = purls
  if (cpes.length > 0) facts.cpes = cpes
  if (others.length > 0) facts.identifiers = others
  if (repositories.length > 0) facts.repositories = repositories
  if (digests.length > 0) facts.digests = digests
  return {
    facts,
    suppliers: ids(node, 'suppliedBy'),
    originators: ids(node, 'originatedBy'),
    declared: [],
    concluded: [],
    fixes: [],
  }
}

/** Only what the document really says: no member for an empty text, NONE or NOASSERTION. */
function said<T extends Readonly<Record<string, string | undefined>>>(
  texts: T,
): { [K in keyof T]?: string } {
  const kept: { [K in keyof T]?: string } = {}
  for (const key in texts) {
    const value = texts[key]
    if (value !== undefined && value !== '' && value !== 'NOASSERTION' && value !== 'NONE') {
      kept[key] = value
    }
  }
  return kept
}
