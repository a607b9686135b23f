// SPDX-License-Identifier: Apache-2.0
import { fileRole } from '../../inventory/index.ts'
import type { PlaceRule } from '../place.ts'

/** Kconfig, device trees, Makefiles and scripts change what is built without being built themselves. */
export const notCompiledCode: PlaceRule = {
  id: 'not-compiled-code',
  number: 5,
  sentence:
    'A location that is no compiled code (Kconfig, device tree, Makefile, script) is unknown: a list of compiled files says nothing about it.',
  judge(place) {
    if (isBesideTheProduct(place.path)) {
      return {
        state: 'ignored',
        rule: 'not-compiled-code',
        reason: 'documentation and test code are no part of what is shipped',
        files: [],
      }
    }
    const role = fileRole(place.path)
    if (role === 'source' || role === 'header' || place.path.endsWith('*')) return undefined
    return {
      state: 'undecided',
      rule: 'not-compiled-code',
      reason: 'this is no compiled code, so a list of compiled files cannot decide it',
      files: [],
    }
  },
}

/** A fix often adds tests and documentation; asked only after it is clear that the file went into no image. */
function isBesideTheProduct(path: string): boolean {
  return (
    /(?:^|\/)(?:Documentation|docs?|selftests|kunit)\//.test(path) ||
    path.startsWith('tools/testing/') ||
    /\.(?:rst|md|txt|adoc)$/.test(path)
  )
}
