// SPDX-License-Identifier: Apache-2.0
import type { PointerFault } from '../../shape/index.ts'
import type { CsafDocument } from '../types.ts'
import { BRANCH_TESTS } from './branches.ts'
import { DATE_TESTS } from './dates.ts'
import { DISTRIBUTION_TESTS } from './distribution.ts'
import { DOCUMENT_TESTS } from './document.ts'
import { EXTENSION_TESTS } from './extensions.ts'
import { IDENTIFICATION_TESTS } from './identification.ts'
import { LICENSE_TESTS } from './license.ts'
import { NOTICE_TESTS } from './notices.ts'
import { PRODUCT_TESTS } from './products.ts'
import { PROFILE_TESTS } from './profiles.ts'
import { RATING_TESTS } from './ratings.ts'
import { REMEDIATION_TESTS } from './remediations.ts'
import { SCORE_TESTS } from './scores.ts'
import { STATUS_TESTS } from './status.ts'
import type { MandatoryTest } from './test.ts'
import { TRACKING_TESTS } from './tracking.ts'
import { VOCABULARY_TESTS } from './vocabulary.ts'
import { VULNERABILITY_TESTS } from './vulnerabilities.ts'

/**
 * Section 6.1 of CSAF 2.0 and 2.1: a document that fails one of these is no valid CSAF document. Of 2.1 are missing: 6.1.48,
 * which needs the catalogue of SSVC decision points, and 6.1.60.2 and 6.1.60.3, which need schemas from the network.
 */
export const MANDATORY_TESTS: readonly MandatoryTest[] = [
  ...PRODUCT_TESTS,
  ...STATUS_TESTS,
  ...SCORE_TESTS,
  ...VOCABULARY_TESTS,
  ...TRACKING_TESTS,
  ...DOCUMENT_TESTS,
  ...VULNERABILITY_TESTS,
  ...PROFILE_TESTS,
  ...NOTICE_TESTS,
  ...BRANCH_TESTS,
  ...REMEDIATION_TESTS,
  ...DATE_TESTS,
  ...DISTRIBUTION_TESTS,
  ...IDENTIFICATION_TESTS,
  ...RATING_TESTS,
  ...LICENSE_TESTS,
  ...EXTENSION_TESTS,
]

/** Every failure of every mandatory test of the document's edition; the message begins with the number of the test. */
export function runMandatoryTests(document: CsafDocument): readonly PointerFault[] {
  const faults: PointerFault[] = []
  for (const test of MANDATORY_TESTS) {
    if (test.only !== undefined && test.only !== document.document.csaf_version) continue
    test.run(document, (code, pointer, message) => {
      faults.push({ code, message: `${test.id} ${test.title}: ${message}`, pointer })
    })
  }
  return faults
}
