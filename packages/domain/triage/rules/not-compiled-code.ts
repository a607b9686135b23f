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
    const role = fileRole(place.path)
    const isCode = role === 'source' || role === 'header'
    if (isBesideTheProduct(place.path, isCode)) {
      return {
        state: 'ignored',
        rule: 'not-compiled-code',
        reason: 'documentation and test code are no part of what is shipped',
        files: [],
      }
    }
    if ((isCode && !SCRIPT.test(place.path)) || place.path.endsWith('*')) return undefined
    return {
      state: 'undecided',
      rule: 'not-compiled-code',
      reason: 'this is no compiled code, so a list of compiled files cannot decide it',
      files: [],
    }
  },
}

/** Languages that are run as they are written: no list of compiled files names them, in the image or not. */
const SCRIPT = /\.(?:py|pyi|rb|pl|pm|php|js|mjs|cjs|jsx|ts|tsx|lua)$/i

/**
 * A fix often adds tests and documentation; asked only after it is clear that nothing was made of the file. A folder `doc`
 * may hold code of the product (a module that reads documents), and `CMakeLists.txt` is no text.
 */
function isBesideTheProduct(path: string, isCode: boolean): boolean {
  return (
    /(?:^|\/)(?:Documentation|selftests|kunit)\//.test(path) ||
    path.startsWith('tools/testing/') ||
    (!isCode && /(?:^|\/)docs?\//.test(path)) ||
    /\.(?:rst|md|adoc)$/.test(path) ||
    /(?:^|\/)(?:README|NEWS|CHANGES|CHANGELOG|AUTHORS|COPYING|LICENSE|TODO)[^/]*\.txt$/i.test(path)
  )
}
