// SPDX-License-Identifier: Apache-2.0
import type { PointerFault } from '../../shape/index.ts'
import type { CsafDocument } from '../types.ts'
import { DOCUMENT_TESTS } from './document.ts'
import { PRODUCT_TESTS } from './products.ts'
import { PROFILE_TESTS } from './profiles.ts'
import { SCORE_TESTS } from './scores.ts'
import { STATUS_TESTS } from './status.ts'
import type { MandatoryTest } from './test.ts'
import { TRACKING_TESTS } from './tracking.ts'
import { VOCABULARY_TESTS } from './vocabulary.ts'
import { VULNERABILITY_TESTS } from './vulnerabilities.ts'

/** Section 6.1 of CSAF 2.0: a document that fails one of these is no valid CSAF document. */
export const MANDATORY_TESTS: readonly MandatoryTest[] = [
  ...PRODUCT_TESTS,
  ...STATUS_TESTS,
  ...SCORE_TESTS,
  ...VOCABULARY_TESTS,
  ...TRACKING_TESTS,
  ...DOCUMENT_TESTS,
  ...VULNERABILITY_TESTS,
  ...PROFILE_TESTS,
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
