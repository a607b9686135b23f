// SPDX-License-Identifier: Apache-2.0
import type { ReleaseRule } from './releases.ts'

/** One ecosystem of the OSV schema (or, with `inOsv: false`, one that only purls know) and how its packages look as purls. */
export interface Ecosystem {
  /** As the OSV schema writes it, without suffix. */
  readonly name: string
  readonly type: string
  /** Namespaces that mean this ecosystem, the one that we write first. Absent: the namespace is part of the package's name. */
  readonly namespaces?: readonly string[]
  readonly naming: Naming
  /** How the `distro` qualifier becomes the suffix of the ecosystem (`Debian:12`). */
  readonly release?: ReleaseRule
  /** The OSV name is that of the source package, which several binary packages come from. */
  readonly namedBySource?: true
  readonly inOsv?: false
}

/**
 * How the OSV `name` is made of namespace and name. `name`: the name alone, there must be no other namespace. `path`:
 * `namespace/name`. `colon`: `group:artifact`. `dot`: `publisher.name`. `kernel`: always `Kernel`.
 */
export type Naming = 'name' | 'path' | 'colon' | 'dot' | 'pep503' | 'kernel'

/**
 * OSV schema 1.7, "Defined ecosystems"; namespaces of distributions as OSV.dev, Syft (ID of os-release) and Trivy write them.
 * No purl names the packages of Android, GHC, FreeBSD, Root or the hardened container images: they are not here.
 * Order matters where two rows share a type: a purl may belong to several ecosystems, and the first is the likeliest.
 */
export const ECOSYSTEMS: readonly Ecosystem[] = [
  { name: 'npm', type: 'npm', naming: 'path' },
  { name: 'PyPI', type: 'pypi', naming: 'pep503' },
  { name: 'Maven', type: 'maven', naming: 'colon' },
  { name: 'Go', type: 'golang', naming: 'path' },
  { name: 'Kubernetes', type: 'golang', naming: 'path' },
  { name: 'crates.io', type: 'cargo', naming: 'name' },
  { name: 'NuGet', type: 'nuget', naming: 'name' },
  { name: 'RubyGems', type: 'gem', naming: 'name' },
  { name: 'Packagist', type: 'composer', naming: 'path' },
  { name: 'Hex', type: 'hex', naming: 'name' },
  { name: 'Pub', type: 'pub', naming: 'name' },
  { name: 'SwiftURL', type: 'swift', naming: 'path' },
  { name: 'ConanCenter', type: 'conan', naming: 'name' },
  { name: 'CRAN', type: 'cran', naming: 'name' },
  { name: 'Bioconductor', type: 'bioconductor', naming: 'name' },
  { name: 'Hackage', type: 'hackage', naming: 'name' },
  { name: 'Julia', type: 'julia', naming: 'name' },
  { name: 'opam', type: 'opam', naming: 'name' },
  { name: 'Bitnami', type: 'bitnami', naming: 'name' },
  { name: 'VSCode', type: 'vscode-extension', naming: 'dot' },
  { name: 'GitHub Actions', type: 'githubactions', naming: 'path' },
  { name: 'GitHub Actions', type: 'github', naming: 'path' },
  { name: 'Linux', type: 'generic', naming: 'kernel' },
  { name: 'Linux', type: 'github', naming: 'kernel' },
  { name: 'OSS-Fuzz', type: 'generic', naming: 'name' },

  {
    name: 'Debian',
    type: 'deb',
    namespaces: ['debian'],
    naming: 'name',
    release: 'debian',
    namedBySource: true,
  },
  {
    name: 'Ubuntu',
    type: 'deb',
    namespaces: ['ubuntu'],
    naming: 'name',
    release: 'ubuntu',
    namedBySource: true,
  },
  { name: 'Echo', type: 'deb', namespaces: ['echo'], naming: 'name', namedBySource: true },
  {
    name: 'Alpine',
    type: 'apk',
    namespaces: ['alpine'],
    naming: 'name',
    release: 'alpine',
    namedBySource: true,
  },
  { name: 'Wolfi', type: 'apk', namespaces: ['wolfi'], naming: 'name' },
  { name: 'Chainguard', type: 'apk', namespaces: ['chainguard'], naming: 'name' },
  { name: 'MinimOS', type: 'apk', namespaces: ['minimos'], naming: 'name' },
  { name: 'CleanStart', type: 'apk', namespaces: ['cleanstart'], naming: 'name' },
  {
    name: 'Alpaquita',
    type: 'apk',
    namespaces: ['alpaquita'],
    naming: 'name',
    release: 'major',
    namedBySource: true,
  },
  {
    name: 'Red Hat',
    type: 'rpm',
    namespaces: ['redhat', 'rhel'],
    naming: 'name',
    release: 'redhat',
  },
  {
    name: 'Rocky Linux',
    type: 'rpm',
    namespaces: ['rocky-linux', 'rocky'],
    naming: 'name',
    release: 'major',
    namedBySource: true,
  },
  {
    name: 'AlmaLinux',
    type: 'rpm',
    namespaces: ['almalinux', 'alma'],
    naming: 'name',
    release: 'major',
    namedBySource: true,
  },
  {
    name: 'SUSE',
    type: 'rpm',
    namespaces: ['suse', 'sles', 'sled', 'sle_hpc', 'sles_sap'],
    naming: 'name',
    release: 'suse',
    namedBySource: true,
  },
  {
    name: 'openSUSE',
    type: 'rpm',
    namespaces: [
      'opensuse',
      'opensuse-leap',
      'opensuse-tumbleweed',
      'opensuse.leap',
      'opensuse.tumbleweed',
    ],
    naming: 'name',
    release: 'opensuse',
    namedBySource: true,
  },
  {
    name: 'openEuler',
    type: 'rpm',
    namespaces: ['openeuler'],
    naming: 'name',
    release: 'whole',
    namedBySource: true,
  },
  {
    name: 'Mageia',
    type: 'rpm',
    namespaces: ['mageia'],
    naming: 'name',
    release: 'major',
    namedBySource: true,
  },
  {
    name: 'Photon OS',
    type: 'rpm',
    namespaces: ['photon', 'photonos'],
    naming: 'name',
    release: 'whole',
  },
  {
    name: 'Azure Linux',
    type: 'rpm',
    namespaces: ['azure-linux', 'azurelinux', 'mariner', 'cbl-mariner'],
    naming: 'name',
    release: 'major',
  },

  { name: 'Arch Linux', type: 'alpm', namespaces: ['arch'], naming: 'name', inOsv: false },
  {
    name: 'Fedora',
    type: 'rpm',
    namespaces: ['fedora'],
    naming: 'name',
    release: 'major',
    namedBySource: true,
    inOsv: false,
  },
  {
    name: 'CentOS',
    type: 'rpm',
    namespaces: ['centos'],
    naming: 'name',
    release: 'major',
    namedBySource: true,
    inOsv: false,
  },
  {
    name: 'Amazon Linux',
    type: 'rpm',
    namespaces: ['amazon', 'amzn'],
    naming: 'name',
    release: 'whole',
    inOsv: false,
  },
  {
    name: 'Oracle Linux',
    type: 'rpm',
    namespaces: ['oracle', 'ol'],
    naming: 'name',
    release: 'major',
    inOsv: false,
  },
]

/** Purl paths that are the Linux kernel, the one package of OSV's ecosystem `Linux`; the first is the one that we write. */
export const KERNEL_PATHS: Readonly<Record<string, readonly string[]>> = {
  generic: ['linux', 'linux-kernel', 'linux_kernel', 'kernel.org/linux'],
  github: ['torvalds/linux', 'gregkh/linux'],
}

/** What OSV calls the parts of the Go distribution, and the purl names that tools give them. */
export const GO_DISTRIBUTION: ReadonlyMap<string, string> = new Map([
  ['std', 'stdlib'],
  ['go', 'stdlib'],
  ['stdlib', 'stdlib'],
  ['toolchain', 'toolchain'],
  ['cmd', 'toolchain'],
])
