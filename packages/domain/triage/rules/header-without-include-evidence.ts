// SPDX-License-Identifier: Apache-2.0
import { fileRole } from '../../inventory/index.ts'
import type { PlaceRule } from '../place.ts'

export const headerWithoutIncludeEvidence: PlaceRule = {
  id: 'header-without-include-evidence',
  number: 4,
  sentence:
    'A location in a header is judged by which headers were included; where the build does not say, it is unknown.',
  judge(place, { evidence, inTree }) {
    if (place.path.endsWith('.rs') && evidence.hidesModules) {
      return {
        state: 'undecided',
        rule: 'header-without-include-evidence',
        reason:
          'the build documents name the roots of crates, and not the modules that they take in',
        files: inTree,
      }
    }
    if (fileRole(place.path) !== 'header' || evidence.knowsIncludes) return undefined
    return {
      state: 'undecided',
      rule: 'header-without-include-evidence',
      reason: 'the build documents do not say which headers were included',
      files: inTree,
    }
  },
}
