// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../../fault/index.ts'
import { conjunctionOf, intervalsOf, sortVers, versOf, versScheme } from '../canonical.ts'
import { sameIntervals, union, type Interval } from '../intervals.ts'
import type { Constraint, Vers } from '../vers.ts'
import { mavenNotation, nugetNotation } from './brackets.ts'
import { composerNotation } from './composer.ts'
import { conanNotation } from './conan.ts'
import {
  cranNotation,
  hackageNotation,
  nginxNotation,
  opensslNotation,
  plainNotation,
  pubNotation,
  swiftNotation,
} from './lists.ts'
import type { Notation } from './notation.ts'
import { gemNotation, hexNotation } from './pessimistic.ts'
import { pypiNotation } from './python.ts'
import { cargoNotation, npmNotation } from './semver-like.ts'

/** How each scheme of VERS writes ranges in its own ecosystem. */
const NOTATIONS: Readonly<Record<string, Notation>> = {
  alpm: plainNotation,
  apk: plainNotation,
  cargo: cargoNotation,
  composer: composerNotation,
  conan: conanNotation,
  cran: cranNotation,
  deb: plainNotation,
  gem: gemNotation,
  generic: plainNotation,
  golang: plainNotation,
  hackage: hackageNotation,
  hex: hexNotation,
  intdot: plainNotation,
  maven: mavenNotation,
  nginx: nginxNotation,
  npm: npmNotation,
  nuget: nugetNotation,
  openssl: opensslNotation,
  pub: pubNotation,
  pypi: pypiNotation,
  rpm: plainNotation,
  semver: plainNotation,
  swift: swiftNotation,
}

/**
 * A range in an ecosystem's own notation as VERS. The constraints are those that were written, sorted, as long as they then still mean
 * the same versions; else the shortest that do. {@link simplifyVers} gives the shortest in any case.
 * @throws FormatError when the scheme has no notation that we know, or the text is not written in it.
 */
export function versFromNative(name: string, text: string): Vers {
  const scheme = versScheme(name)
  const notation = Object.hasOwn(NOTATIONS, name) ? NOTATIONS[name] : undefined
  if (!scheme || !notation) throw refusal(name, `no notation is known for the scheme "${name}"`)
  const alternatives = notation(text.trim().replaceAll(/\s+/g, ' '))
  if (!alternatives) throw refusal(name, `${JSON.stringify(text)} is not a range of ${name}`)
  const intervals: Interval[] = []
  for (const constraints of alternatives) {
    const all = conjunctionOf(scheme, constraints)
    if (!all) throw refusal(name, `a version of ${JSON.stringify(text)} is not one of ${name}`)
    intervals.push(...all)
  }
  const meant = union(scheme, intervals)
  const written = upperFirst(alternatives.flat())
  if (written.length > 0) {
    const read = intervalsOf(scheme, written)
    if (read && sameIntervals(scheme, read, meant))
      return sortVers({ kind: 'constraints', scheme: name, constraints: written })
  }
  return versOf(name, scheme, meant)
}

/** Of the bounds at one version the upper one closes what came before: `<1.5.0|>=1.5.0`. */
function upperFirst(constraints: readonly Constraint[]): readonly Constraint[] {
  const isUpper = ({ comparator }: Constraint): boolean => comparator.startsWith('<')
  return [
    ...constraints.filter(isUpper),
    ...constraints.filter((constraint) => !isUpper(constraint)),
  ]
}

function refusal(name: string, message: string): FormatError {
  return new FormatError(`range of ${name}`, [{ code: 'INVALID_VALUE', message, place: {} }])
}
