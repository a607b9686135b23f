// SPDX-License-Identifier: Apache-2.0
import { groupMembers, productsInScope } from '../products.ts'
import type { CsafDocument, CsafStatus } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const REMEDIATION_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.35', title: 'contradicting remediations', only: '2.1', run: findContradictions },
  {
    id: '6.1.36',
    title: 'contradicting product status remediation combination',
    only: '2.1',
    run: findStatusContradictions,
  },
]

/** 2.1 section 3.2.4.14.1, first table: categories that one product cannot have together. */
const CONTRADICTIONS: Readonly<Record<string, readonly string[]>> = {
  workaround: ['none_available', 'optional_patch'],
  mitigation: ['none_available', 'optional_patch'],
  vendor_fix: ['fix_planned', 'no_fix_planned', 'none_available', 'optional_patch'],
  fix_planned: ['vendor_fix', 'no_fix_planned', 'none_available', 'optional_patch'],
  no_fix_planned: ['vendor_fix', 'fix_planned', 'optional_patch'],
  none_available: ['workaround', 'mitigation', 'vendor_fix', 'fix_planned', 'optional_patch'],
  optional_patch: [
    'workaround',
    'mitigation',
    'vendor_fix',
    'fix_planned',
    'no_fix_planned',
    'none_available',
  ],
}

// an update to the very version that fixes it is commonly listed with it
const FIXED = ['workaround', 'mitigation', 'fix_planned', 'no_fix_planned', 'none_available']
const AFFECTED = ['optional_patch']
/** Same section, second table: categories that say nothing sensible of a product with that status. */
const STATUS_CONTRADICTIONS: Readonly<Partial<Record<CsafStatus, readonly string[]>>> = {
  first_affected: AFFECTED,
  known_affected: AFFECTED,
  last_affected: AFFECTED,
  known_not_affected: ['workaround', 'mitigation', 'vendor_fix', 'none_available'],
  first_fixed: FIXED,
  fixed: FIXED,
}

function findContradictions(document: CsafDocument, report: Report): void {
  const groups = groupMembers(document)
  document.vulnerabilities?.forEach(({ remediations = [] }, index) => {
    const categories = new Map<string, Set<string>>()
    remediations.forEach((remediation, number) => {
      const against = CONTRADICTIONS[remediation.category] ?? []
      for (const id of new Set(productsInScope(remediation, groups))) {
        const known = categories.get(id) ?? new Set()
        const earlier = against.find((category) => known.has(category))
        categories.set(id, known.add(remediation.category))
        if (earlier === undefined) continue
        const message = `${remediation.category} contradicts ${earlier} for one of its products`
        report('INVALID_VALUE', `/vulnerabilities/${index}/remediations/${number}`, message)
      }
    })
  })
}

function findStatusContradictions(document: CsafDocument, report: Report): void {
  const groups = groupMembers(document)
  document.vulnerabilities?.forEach(({ remediations = [], product_status = {} }, index) => {
    const statuses = new Map<string, CsafStatus>()
    for (const status of Object.keys(STATUS_CONTRADICTIONS) as CsafStatus[]) {
      for (const id of product_status[status] ?? []) statuses.set(id, status)
    }
    remediations.forEach((remediation, number) => {
      for (const id of new Set(productsInScope(remediation, groups))) {
        const status = statuses.get(id)
        const against = status && STATUS_CONTRADICTIONS[status]
        if (!against?.includes(remediation.category)) continue
        const message = `${remediation.category} for a product that is ${status}`
        report('INVALID_VALUE', `/vulnerabilities/${index}/remediations/${number}`, message)
      }
    })
  })
}
