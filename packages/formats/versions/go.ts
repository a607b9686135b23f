// SPDX-License-Identifier: Apache-2.0
import { skipDigits } from './numeral.ts'
import type { VersionScheme } from './scheme.ts'
import { compareSemver, parseSemver, type Semver } from './semver.ts'

/**
 * Go modules, with or without `v`: pseudo-versions are ordered by the prerelease they are made of, `+incompatible` is build
 * metadata. The toolchain and the standard library write `go1.21rc2` for what the vulnerability database calls
 * `1.21.0-rc.2`. `(devel)` is no version.
 */
export const go: VersionScheme<Semver> = {
  id: 'go',
  parse: (text) => parseSemver(releaseOf(text.startsWith('go') ? text.slice(2) : text)),
  compare: compareSemver,
}

/** `1.21rc2` and `1.21.1beta3` with the hyphen and dot that Semantic Versioning wants. */
function releaseOf(text: string): string {
  for (const stage of ['rc', 'beta']) {
    const at = text.indexOf(stage)
    if (at <= 0 || text.charAt(at - 1) < '0' || text.charAt(at - 1) > '9') continue
    const number = at + stage.length
    if (number === text.length || skipDigits(text, number) !== text.length) continue
    return `${text.slice(0, at)}-${stage}.${text.slice(number)}`
  }
  return text
}
