// SPDX-License-Identifier: Apache-2.0
import type { Making } from '../conversion.ts'
import type { Names } from '../names.ts'
import { NOASSERTION, NONE, type PivotElement } from '../pivot.ts'
import { writeFacts, texts, text, type Draft, type TermWriters } from '../writing.ts'
import type { Frame3 } from './frame.ts'
import { slugOf } from './write-agents.ts'

/** Licence expressions as elements, each once, with the licences that the document defines. */
export interface LicenseWriter {
  idOf(expression: string): string
  define(element: PivotElement, keepFact: Frame3['keepFact']): void
}

export function createLicenseWriter(
  { ledger, pivot }: Making,
  graph: Draft[],
  names: Names,
  base: string,
): LicenseWriter {
  const known = new Map<string, string>()
  const defined = new Map<string, string>()
  for (const { kind, id } of pivot.elements) {
    if (kind === 'license') defined.set(id, names.fresh(`${base}#${slugOf(id)}`))
  }
  const listVersion = pivot.document.facts.find((fact) => fact.term === 'licenseListVersion')
  const semver = listVersion && semverOf(listVersion.value)

  return {
    idOf(expression) {
      if (expression === NONE) return 'expandedlicensing_NoneLicense'
      if (expression === NOASSERTION) return 'expandedlicensing_NoAssertionLicense'
      let id = known.get(expression)
      if (id !== undefined) return id
      id = names.fresh(`${base}#license-${slugOf(expression)}`)
      known.set(expression, id)
      const own = [...new Set(expression.match(REFERENCE) ?? [])].filter((each) =>
        defined.has(each),
      )
      const node: Draft = {
        type: 'simplelicensing_LicenseExpression',
        spdxId: id,
        creationInfo: '_:creationInfo',
        simplelicensing_licenseExpression: expression,
        ...(own.length > 0 && {
          simplelicensing_customIdToUri: own.map((key) => ({
            type: 'DictionaryEntry',
            key,
            value: defined.get(key),
          })),
        }),
      }
      if (semver !== undefined && listVersion) {
        node['simplelicensing_licenseListVersion'] = semver
        ledger.put(node, 'simplelicensing_licenseListVersion', listVersion.origins, 'carried')
      }
      graph.push(node)
      return id
    },
    define(element, keepFact) {
      const node: Draft = {
        type: 'expandedlicensing_CustomLicense',
        spdxId: defined.get(element.id),
        creationInfo: '_:creationInfo',
      }
      graph.push(node)
      writeFacts(element.facts, node, DEFINITION, ledger, (fact) => keepFact(node, fact))
      ledger.put(node, 'spdxId', element.identity, 'carried')
      node['simplelicensing_licenseText'] ??= NOASSERTION
      node['name'] ??= element.id
    },
  }
}

const REFERENCE = /LicenseRef-[A-Za-z0-9.-]+/g

const DEFINITION: TermWriters = {
  name: text('name'),
  licenseText: text('simplelicensing_licenseText'),
  comment: text('comment'),
  seeAlso: texts('expandedlicensing_seeAlso'),
}

/** `3.21` -> `3.21.0` (annex "Differences from previous editions", LicenseListVersion). */
function semverOf(version: string): string | undefined {
  if (/^\d{1,5}\.\d{1,5}$/.test(version)) return `${version}.0`
  return /^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version) ? version : undefined
}
