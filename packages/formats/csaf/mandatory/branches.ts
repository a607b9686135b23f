// SPDX-License-Identifier: Apache-2.0
import { walkBranches, type WalkedBranch } from '../products.ts'
import type { CsafDocument } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const BRANCH_TESTS: readonly MandatoryTest[] = [
  branchTest('6.1.34', 'branches recursion depth', ({ path, pointer }, report) => {
    if (path.length === DEEPEST + 1) {
      report('INVALID_VALUE', pointer, `branches nest at most ${DEEPEST} deep`)
    }
  }),
  branchTest('6.1.50', 'product version range rules', ({ category, name, pointer }, report) => {
    if (category !== 'product_version_range' || isRange(name)) return
    report('INVALID_VALUE', `${pointer}/name`, 'neither a vers nor a list of version constraints')
  }),
  branchTest('6.1.57', 'stacked branch categories', ({ path, product, pointer }, report) => {
    const categories = path
      .map(({ category }) => category)
      .filter((one) => one !== 'product_family')
    if (!product || new Set(categories).size === categories.length) return
    report('DUPLICATE', pointer, 'a category stands twice on the way to this product')
  }),
  branchTest(
    '6.1.58',
    'use of product_version in one path with product_version_range',
    ({ path, product, pointer }, report) => {
      const categories = path.map(({ category }) => category)
      if (!product || !categories.includes('product_version')) return
      if (!categories.includes('product_version_range')) return
      report('INVALID_VALUE', pointer, 'a version and a range stand on the way to this product')
    },
  ),
  branchTest(
    '6.1.59',
    'single version as product version range',
    ({ category, name, pointer }, report) => {
      if (category !== 'product_version_range' || !isSingleVersion(name)) return
      report(
        'INVALID_VALUE',
        `${pointer}/name`,
        'one version; `product_version` is the place for it',
      )
    },
  ),
]

/** 2.1 section 3.1.2: levels of branches. */
const DEEPEST = 30

function branchTest(
  id: string,
  title: string,
  check: (branch: WalkedBranch, report: Report) => void,
): MandatoryTest {
  return {
    id,
    title,
    only: '2.1',
    run(document: CsafDocument, report: Report) {
      for (const branch of walkBranches(document)) check(branch, report)
    },
  }
}

const CONSTRAINT = /^(?:<=?|>=?|!=|=)?[^\s<>=!|]+$/

/** 2.1 section 3.1.2.3.2: vers, or the vers-like notation of constraints without a scheme. */
function isRange(name: string): boolean {
  const scheme = /^vers:([a-z0-9.-]*)\//.exec(name)
  if (name.startsWith('vers:') && !scheme) return false
  const body = scheme ? name.slice(scheme[0].length) : name
  if (scheme?.[1] === '') return body === 'all'
  if (scheme?.[1] === 'all') return body === '*'
  return body.split('|').every((constraint) => CONSTRAINT.test(constraint))
}

function isSingleVersion(name: string): boolean {
  const body = name.replace(/^vers:[a-z0-9.-]+\//, '')
  return body !== '*' && body !== 'vers:/all' && /^=?[^\s<>=!|]+$/.test(body)
}
