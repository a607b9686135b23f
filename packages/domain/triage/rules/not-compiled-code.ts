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
    if (role === 'source' || role === 'header' || place.path.endsWith('*')) return undefined
    if (isDocumentation(place.path)) {
      return {
        state: 'ignored',
        rule: 'not-compiled-code',
        reason: 'documentation holds no code',
        files: [],
      }
    }
    return {
      state: 'undecided',
      rule: 'not-compiled-code',
      reason: 'this is no compiled code, so a list of compiled files cannot decide it',
      files: [],
    }
  },
}

function isDocumentation(path: string): boolean {
  return /(?:^|\/)(?:Documentation|docs?)\//.test(path) || /\.(?:rst|md|txt|adoc)$/.test(path)
}
