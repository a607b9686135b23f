// SPDX-License-Identifier: Apache-2.0
import { ecosystemName, type EcosystemPackage } from './ecosystem.ts'

/**
 * Does an OSV record's ecosystem, with its suffix (`Debian:12`, `Ubuntu:Pro:18.04:LTS`, `SUSE:Linux Enterprise Module for
 * Basesystem 15 SP4`), speak of the release that this package is of? `unknown` where the package does not tell its release
 * or the suffix names a product that a release number does not tell.
 */
export function ecosystemCovers(
  ecosystem: string,
  subject: EcosystemPackage,
): 'yes' | 'no' | 'unknown' {
  const name = ecosystemName(ecosystem)
  if (name !== subject.ecosystem) return 'no'
  const suffix = ecosystem.slice(name.length + 1)
  if (suffix === '') return 'yes'
  const rule = COVERAGE[name]
  // Other suffixes name a registry (Maven, Packagist, VSCode); mirrors have other addresses, so the name decides.
  if (rule === undefined) return 'yes'
  return subject.release === undefined ? 'unknown' : rule(suffix, subject.release)
}

type Coverage = (suffix: string, release: string) => 'yes' | 'no' | 'unknown'

const sameRelease: Coverage = (suffix, release) => (suffix === release ? 'yes' : 'no')

/** Kept free of a prototype, since the key is an advisory's word. */
const COVERAGE: Readonly<Record<string, Coverage | undefined>> = Object.assign(
  Object.create(null) as Record<string, Coverage>,
  {
    Debian: sameRelease,
    Alpine: sameRelease,
    AlmaLinux: majorRelease,
    'Rocky Linux': majorRelease,
    Alpaquita: sameRelease,
    Mageia: sameRelease,
    openEuler: openEulerRelease,
    'Photon OS': sameRelease,
    'Azure Linux': majorRelease,
    Ubuntu: ubuntuRelease,
    'Red Hat': redHatProduct,
    SUSE: suseProduct,
    openSUSE: openSuseProduct,
  },
)

function majorRelease(suffix: string, release: string): 'yes' | 'no' {
  return suffix.split('.', 1)[0] === release ? 'yes' : 'no'
}

/** Pro is the same release with fixes for subscribers: a package without them is vulnerable all the same. */
function ubuntuRelease(suffix: string, release: string): 'yes' | 'no' {
  return number(suffix.replace(/^Pro:/, '')) === number(release) ? 'yes' : 'no'
}

function number(release: string): string {
  return release.split(':', 1)[0]!
}

/** `20.03-LTS-SP4` of `20.03`: the service pack is not in the number. */
function openEulerRelease(suffix: string, release: string): 'yes' | 'no' | 'unknown' {
  return suffix === release ? 'yes' : suffix.startsWith(`${release}-`) ? 'unknown' : 'no'
}

/** `enterprise_linux:9::appstream` covers release 9; streams with support of their own (`rhel_eus:9.2`) may. */
function redHatProduct(suffix: string, release: string): 'yes' | 'no' | 'unknown' {
  const [product = '', version = ''] = suffix.split(':')
  const wanted = release.slice(release.indexOf(':') + 1)
  if (version !== '' && version.split('.', 1)[0] !== wanted)
    return product.includes('linux') || product.startsWith('rhel') ? 'no' : 'unknown'
  return product === 'enterprise_linux' ? 'yes' : 'unknown'
}

/** Modules carry the same release and service pack as the product that they extend. */
function suseProduct(suffix: string, release: string): 'yes' | 'no' | 'unknown' {
  const wanted = /\d+(?: SP\d+)?$/.exec(release)?.[0]
  const found = /\b\d+(?: SP\d+)?(?=-|$| )/.exec(suffix)?.[0]
  if (wanted === undefined || found === undefined) return 'unknown'
  if (wanted !== found) return 'no'
  return suffix === release || suffix.includes('Module') ? 'yes' : 'unknown'
}

function openSuseProduct(suffix: string, release: string): 'yes' | 'no' | 'unknown' {
  const known = /^(?:Leap \d|Tumbleweed)/.test(suffix)
  return suffix === release ? 'yes' : known ? 'no' : 'unknown'
}
