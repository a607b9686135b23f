// SPDX-License-Identifier: Apache-2.0
import type { VersionScheme } from './scheme.ts'
import { compareSemver, parseSemver, type Semver } from './semver.ts'

/** NuGet: one to four numbers, then a prerelease whose text is compared without case. Build metadata has no rank. */
export const nuget: VersionScheme<Semver> = {
  id: 'nuget',
  parse: (text) => {
    const version = parseSemver(text.trim().toLowerCase(), RULES)
    return version && version.numbers.length <= 4 ? version : undefined
  },
  compare: compareSemver,
}

const RULES = { moreNumbers: true, barePrerelease: false }
