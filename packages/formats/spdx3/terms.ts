// SPDX-License-Identifier: Apache-2.0

const PREFIXES: Readonly<Record<string, string>> = {
  Core: '',
  Software: 'software_',
  Security: 'security_',
  SimpleLicensing: 'simplelicensing_',
  ExpandedLicensing: 'expandedlicensing_',
  AI: 'ai_',
  Dataset: 'dataset_',
  Build: 'build_',
  Extension: 'extension_',
  Hardware: 'hardware_',
  Service: 'service_',
  Operations: 'operations_',
  SupplyChain: 'supplychain_',
  FunctionalSafety: 'functionalsafety_',
}

const TERM = /^https?:\/\/spdx\.org\/rdf\/v?3(?:\.\d+){0,2}\/terms\/([A-Za-z]+)\/(.+)$/

/** `https://spdx.org/rdf/3.0.1/terms/Software/File` -> `software_File`: the name that the JSON-LD context gives a term. */
export function compactTerm(iri: string): string | undefined {
  const found = TERM.exec(iri)
  const prefix = PREFIXES[found?.[1] ?? '']
  return found === null || prefix === undefined ? undefined : prefix + (found[2] ?? '')
}

/** The entry of a vocabulary that an IRI names: `.../terms/Core/HashAlgorithm/sha256` -> `sha256`. */
export function entryTerm(iri: string): string | undefined {
  return TERM.test(iri) ? iri.slice(iri.lastIndexOf('/') + 1) : undefined
}

/** Elements that the specification itself defines; every document may refer to them. */
const INDIVIDUALS: ReadonlyMap<string, string> = new Map([
  ['NoneElement', 'NoneElement'],
  ['NoAssertionElement', 'NoAssertionElement'],
  ['SpdxOrganization', 'SpdxOrganization'],
  ['expandedlicensing_NoneLicense', 'expandedlicensing_NoneLicense'],
  ['expandedlicensing_NoAssertionLicense', 'expandedlicensing_NoAssertionLicense'],
  // SPDX 3.0.0 and early writers
  ['https://spdx.org/rdf/3.0.1/terms/Licensing/None', 'expandedlicensing_NoneLicense'],
  [
    'https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion',
    'expandedlicensing_NoAssertionLicense',
  ],
  ['https://spdx.org/rdf/3.0.0/terms/Licensing/None', 'expandedlicensing_NoneLicense'],
  [
    'https://spdx.org/rdf/3.0.0/terms/Licensing/NoAssertion',
    'expandedlicensing_NoAssertionLicense',
  ],
])

/** The compact name of one of the specification's own elements, however it is written. */
export function individual(reference: string): string | undefined {
  // almost every reference is neither a bare name nor in the namespace of the specification
  if (reference.includes(':') && !reference.startsWith('https://spdx.org/rdf/')) return undefined
  return INDIVIDUALS.get(reference) ?? INDIVIDUALS.get(compactTerm(reference) ?? '')
}

/** Licences and exceptions of the SPDX License List are elements that nobody needs to import. */
export function isListedLicense(id: string): boolean {
  return id.startsWith('https://spdx.org/licenses/') || id.startsWith('http://spdx.org/licenses/')
}
