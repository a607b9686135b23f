// SPDX-License-Identifier: Apache-2.0
import { groupMembers, productsInScope } from '../products.ts'
import type { CsafDocument, CsafStatus, CsafVulnerability } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const STATUS_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.6', title: 'contradicting product status', run: findContradictions },
  { id: '6.1.29', title: 'remediation without product reference', run: findLooseRemediations },
  { id: '6.1.32', title: 'flag without product reference', run: findLooseFlags },
  {
    id: '6.1.33',
    title: 'multiple flags with VEX justification codes per product',
    run: findRepeatedFlags,
  },
]

/** A product may be in one of these groups only; `recommended` contradicts nothing. */
const STATUS_GROUPS: Readonly<Partial<Record<CsafStatus, string>>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  known_not_affected: 'not affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  under_investigation: 'under investigation',
  unknown: 'unknown',
}

function findContradictions(document: CsafDocument, report: Report): void {
  eachVulnerability(document, (vulnerability, at) => {
    const groupOf = new Map<string, string>()
    for (const [status, ids] of Object.entries(vulnerability.product_status ?? {})) {
      const group = Object.hasOwn(STATUS_GROUPS, status)
        ? STATUS_GROUPS[status as CsafStatus]
        : undefined
      if (group === undefined) continue
      ids.forEach((id, index) => {
        const earlier = groupOf.get(id) ?? group
        groupOf.set(id, earlier)
        if (earlier === group) return
        const pointer = `${at}/product_status/${status}/${index}`
        report('INVALID_VALUE', pointer, `the product is ${group} here and ${earlier} elsewhere`)
      })
    }
  })
}

function findLooseRemediations(document: CsafDocument, report: Report): void {
  eachVulnerability(document, ({ remediations = [] }, at) => {
    remediations.forEach((one, index) => {
      if (one.product_ids || one.group_ids) return
      report('MISSING', `${at}/remediations/${index}`, 'it names no product and no product group')
    })
  })
}

function findLooseFlags(document: CsafDocument, report: Report): void {
  eachVulnerability(document, ({ flags = [] }, at) => {
    flags.forEach((one, index) => {
      if (one.product_ids || one.group_ids) return
      report('MISSING', `${at}/flags/${index}`, 'it names no product and no product group')
    })
  })
}

function findRepeatedFlags(document: CsafDocument, report: Report): void {
  const groups = groupMembers(document)
  eachVulnerability(document, ({ flags = [] }, at) => {
    const first = new Map<string, number>()
    flags.forEach((flag, index) => {
      for (const id of new Set(productsInScope(flag, groups))) {
        const earlier = first.get(id)
        if (earlier === undefined) first.set(id, index)
        else {
          const message = `flag ${earlier} already justifies one of its products`
          report('DUPLICATE', `${at}/flags/${index}`, message)
        }
      }
    })
  })
}

function eachVulnerability(
  document: CsafDocument,
  visit: (vulnerability: CsafVulnerability, at: string) => void,
): void {
  document.vulnerabilities?.forEach((one, index) => visit(one, `/vulnerabilities/${index}`))
}
