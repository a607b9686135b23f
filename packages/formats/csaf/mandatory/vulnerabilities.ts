// SPDX-License-Identifier: Apache-2.0
import { instantKey } from '../../instant/index.ts'
import { walkBranches } from '../products.ts'
import type { CsafDocument } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const VULNERABILITY_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.23', title: 'multiple use of same CVE', run: findRepeatedCves },
  { id: '6.1.24', title: 'multiple definition in involvements', run: findRepeatedInvolvements },
  { id: '6.1.31', title: 'version range in product version', run: findRangesInVersions },
]

function findRepeatedCves(document: CsafDocument, report: Report): void {
  const first = new Map<string, number>()
  document.vulnerabilities?.forEach(({ cve }, index) => {
    if (cve === undefined) return
    const earlier = first.get(cve)
    if (earlier === undefined) first.set(cve, index)
    else {
      const message = `${cve} is already told of at /vulnerabilities/${earlier}`
      report('DUPLICATE', `/vulnerabilities/${index}/cve`, message)
    }
  })
}

function findRepeatedInvolvements(document: CsafDocument, report: Report): void {
  document.vulnerabilities?.forEach(({ involvements = [] }, index) => {
    const seen = new Set<string>()
    involvements.forEach(({ party, date }, number) => {
      const key = `${party} ${date === undefined ? '' : (instantKey(date) ?? date)}`
      if (seen.has(key)) {
        const pointer = `/vulnerabilities/${index}/involvements/${number}`
        report('DUPLICATE', pointer, `the ${party} already has an entry of that date`)
      }
      seen.add(key)
    })
  })
}

/** Words and signs of a range that is written where one version must stand. */
const RANGE_SIGN = /[<>]/
const RANGE_WORD =
  /(?:^|[^\p{L}\p{N}_-])(?:after|all|before|earlier|later|prior|versions)(?![\p{L}\p{N}_-])/iu

function findRangesInVersions(document: CsafDocument, report: Report): void {
  for (const { category, name, pointer } of walkBranches(document)) {
    if (category !== 'product_version' || !(RANGE_SIGN.test(name) || RANGE_WORD.test(name))) {
      continue
    }
    const message = 'a range of versions; `product_version_range` is the place for it'
    report('INVALID_VALUE', `${pointer}/name`, message)
  }
}
