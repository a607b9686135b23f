// SPDX-License-Identifier: Apache-2.0
import { alpine } from './alpine.ts'
import { alpm } from './alpm.ts'
import { conan } from './conan.ts'
import { datetime } from './datetime.ts'
import { debian, opam } from './debian.ts'
import { cran, hackage, intdot, nginx } from './dotted.ts'
import { generic } from './generic.ts'
import { gentoo } from './gentoo.ts'
import { go } from './go.ts'
import { lexicographic } from './lexicographic.ts'
import { linux } from './linux.ts'
import { maven } from './maven.ts'
import { nuget } from './nuget.ts'
import { openssl } from './openssl.ts'
import { packagist } from './packagist.ts'
import { pypi } from './pypi.ts'
import { rpm } from './rpm.ts'
import { rubygems } from './rubygems.ts'
import type { Order, VersionScheme } from './scheme.ts'
import { cargo, hex, npm, pub, semver, swift } from './semver.ts'
import { zephyr } from './zephyr.ts'

/** Every order that there is. Nothing is compared by another scheme than the one that was asked for. */
export const SCHEMES = {
  alpine,
  alpm,
  cargo,
  conan,
  cran,
  datetime,
  debian,
  generic,
  gentoo,
  go,
  hackage,
  hex,
  intdot,
  lexicographic,
  linux,
  maven,
  nginx,
  npm,
  nuget,
  opam,
  openssl,
  packagist,
  pub,
  pypi,
  rpm,
  rubygems,
  semver,
  swift,
  zephyr,
} as const satisfies Readonly<Record<string, VersionScheme>>

export type SchemeId = keyof typeof SCHEMES

export function schemeOf(id: string): VersionScheme | undefined {
  return Object.hasOwn(SCHEMES, id) ? SCHEMES[id as SchemeId] : undefined
}

/** Undefined: not comparable, because the scheme is unknown or one of the texts is none of its versions. */
export function compareVersions(schemeId: string, left: string, right: string): Order | undefined {
  const scheme = schemeOf(schemeId)
  const one = scheme?.parse(left)
  const two = scheme?.parse(right)
  if (!scheme || one === undefined || two === undefined) return undefined
  return scheme.compare(one, two)
}
