// SPDX-License-Identifier: Apache-2.0
import { constraint } from '../vers.ts'
import { PLAIN, allOf, readAll, signOf, type Alternatives, type Notation } from './notation.ts'
import { bumped } from './numbers.ts'

/**
 * PEP 440, "Version specifiers": clauses between commas, `~=`, `== 1.2.*`. That an exclusive bound also leaves out the prereleases or
 * post-releases of its version cannot be said.
 */
export const pypiNotation: Notation = (text) => {
  const clauses = readAll(text.split(','), pypiClause)
  return clauses && allOf(clauses)
}

function pypiClause(text: string): Alternatives | undefined {
  const sign = signOf(text)
  if (!sign) return undefined
  const { operator, version } = sign
  if (version.endsWith('.*')) {
    const prefix = releaseOf(version.slice(0, -2))
    if (!prefix) return undefined
    if (operator === '==') return [within(prefix, prefix.length - 1)]
    return operator === '!=' ? outside(prefix) : undefined
  }
  if (operator === '~=') {
    const release = releaseOf(version)
    if (!release || release.length < 2) return undefined
    const [, high] = within(release, release.length - 2)
    return [[constraint('>=', version), ...(high ? [high] : [])]]
  }
  const comparator = PLAIN.get(operator)
  return comparator && [[constraint(comparator, version)]]
}

/** Everything that begins with the numbers up to `index`, from its first development release on. */
function within(release: readonly number[], index: number) {
  return [
    constraint('>=', `${release.slice(0, index + 1).join('.')}.dev0`),
    constraint('<', `${bumped(release, index).join('.')}.dev0`),
  ] as const
}

function outside(prefix: readonly number[]): Alternatives {
  const [low, high] = within(prefix, prefix.length - 1)
  return [[constraint('<', low.version)], [constraint('>=', high.version)]]
}

/** The numbers of the release; without an epoch, which these notations are not written with. */
function releaseOf(version: string): readonly number[] | undefined {
  const match = /^v?(\d{1,15}(?:\.\d{1,15})*)/.exec(version)
  return match?.[1]?.split('.').map(Number)
}
