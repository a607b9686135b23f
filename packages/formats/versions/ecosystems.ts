// SPDX-License-Identifier: Apache-2.0
import type { SchemeId } from './registry.ts'

/**
 * The order of an ecosystem of the OSV schema, with or without its suffix (`Debian:12`, `Ubuntu:22.04:LTS`). Undefined for one
 * that has no single order, or one that we do not know (Android, FreeBSD, OSS-Fuzz, GIT).
 */
export function schemeOfEcosystem(ecosystem: string): SchemeId | undefined {
  const colon = ecosystem.indexOf(':')
  const name = colon === -1 ? ecosystem : ecosystem.slice(0, colon)
  // These two repair packages of other ecosystems and name those in the suffix: `Root:Alpine:3.18`.
  if ((name === 'Root' || name === 'TuxCare') && colon !== -1)
    return BY_ECOSYSTEM.get(ecosystem.slice(colon + 1).split(':')[0] ?? '')
  return BY_ECOSYSTEM.get(name)
}

/** The order of a package URL type; undefined for types whose versions are not ordered (`github`, `oci`, `generic`). */
export function schemeOfPurlType(type: string): SchemeId | undefined {
  return BY_PURL_TYPE.get(type.toLowerCase())
}

/** The order of a vers scheme: mostly the purl type, and the generic ones that the specification lists. */
export function schemeOfVers(name: string): SchemeId | undefined {
  return BY_VERS.get(name) ?? BY_PURL_TYPE.get(name)
}

/** The order of a CVE 5 `versionType`; undefined for `custom`, `git` and whatever else an author made up. */
export function schemeOfVersionType(type: string): SchemeId | undefined {
  return BY_VERSION_TYPE.get(type.toLowerCase())
}

const BY_ECOSYSTEM: ReadonlyMap<string, SchemeId> = new Map([
  ['AlmaLinux', 'rpm'],
  ['Alpaquita', 'alpine'],
  ['Alpine', 'alpine'],
  ['Azure Linux', 'rpm'],
  ['BellSoft Hardened Containers', 'alpine'],
  ['Bioconductor', 'cran'],
  ['Bitnami', 'semver'],
  ['CRAN', 'cran'],
  ['Chainguard', 'alpine'],
  ['ConanCenter', 'conan'],
  ['Debian', 'debian'],
  ['GHC', 'hackage'],
  ['GitHub Actions', 'semver'],
  ['Go', 'go'],
  ['Hackage', 'hackage'],
  ['Hex', 'hex'],
  ['Julia', 'semver'],
  ['Kubernetes', 'semver'],
  ['Linux', 'linux'],
  ['Mageia', 'rpm'],
  ['Maven', 'maven'],
  ['MinimOS', 'alpine'],
  ['NuGet', 'nuget'],
  ['Packagist', 'packagist'],
  ['Photon OS', 'rpm'],
  ['Pub', 'pub'],
  ['PyPI', 'pypi'],
  ['Red Hat', 'rpm'],
  ['Rocky Linux', 'rpm'],
  ['RubyGems', 'rubygems'],
  ['SUSE', 'rpm'],
  ['SwiftURL', 'swift'],
  ['Ubuntu', 'debian'],
  ['VSCode', 'semver'],
  ['Wolfi', 'alpine'],
  ['crates.io', 'cargo'],
  ['npm', 'npm'],
  ['opam', 'opam'],
  ['openEuler', 'rpm'],
  ['openSUSE', 'rpm'],
] as const)

const BY_PURL_TYPE: ReadonlyMap<string, SchemeId> = new Map([
  ['alpm', 'alpm'],
  ['apk', 'alpine'],
  ['bitnami', 'semver'],
  ['cargo', 'cargo'],
  ['cocoapods', 'rubygems'],
  ['composer', 'packagist'],
  ['conan', 'conan'],
  ['cran', 'cran'],
  ['deb', 'debian'],
  ['ebuild', 'gentoo'],
  ['gem', 'rubygems'],
  ['golang', 'go'],
  ['hackage', 'hackage'],
  ['hex', 'hex'],
  ['julia', 'semver'],
  ['maven', 'maven'],
  ['npm', 'npm'],
  ['nuget', 'nuget'],
  ['opam', 'opam'],
  ['pub', 'pub'],
  ['pypi', 'pypi'],
  ['rpm', 'rpm'],
  ['swift', 'swift'],
] as const)

const BY_VERS: ReadonlyMap<string, SchemeId> = new Map([
  ['alpine', 'alpine'],
  ['datetime', 'datetime'],
  ['dart', 'pub'],
  ['generic', 'generic'],
  ['gentoo', 'gentoo'],
  ['intdot', 'intdot'],
  ['lexicographic', 'lexicographic'],
  ['linux', 'linux'],
  ['nginx', 'nginx'],
  ['openssl', 'openssl'],
  ['semver', 'semver'],
  ['zephyr', 'zephyr'],
] as const)

const BY_VERSION_TYPE: ReadonlyMap<string, SchemeId> = new Map([
  ['cargo', 'cargo'],
  ['composer', 'packagist'],
  ['deb', 'debian'],
  ['dpkg', 'debian'],
  ['gem', 'rubygems'],
  ['go', 'go'],
  ['hex', 'hex'],
  ['maven', 'maven'],
  ['npm', 'npm'],
  ['nuget', 'nuget'],
  ['pypi', 'pypi'],
  ['python', 'pypi'],
  ['rpm', 'rpm'],
  ['semver', 'semver'],
  ['semver-2.0', 'semver'],
] as const)
