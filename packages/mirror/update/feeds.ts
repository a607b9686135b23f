// SPDX-License-Identifier: Apache-2.0

/** A feed that is known by name. */
export interface KnownFeed {
  readonly name: string
  readonly url: string
  /** Fetched into a mirror that is empty. */
  readonly isDefault: boolean
  /** Where the address is documented. */
  readonly documented: string
}

const OSV_DATA = 'https://google.github.io/osv.dev/data/#data-dumps'

/** Ecosystems of https://ossf.github.io/osv-schema/#defined-ecosystems that a bucket is kept for and that we can order. */
const OSV_ECOSYSTEMS: readonly (readonly [name: string, isDefault: boolean])[] = [
  ['crates.io', true],
  ['Go', true],
  ['Hex', true],
  ['Maven', true],
  ['npm', true],
  ['NuGet', true],
  ['Packagist', true],
  ['Pub', true],
  ['PyPI', true],
  ['RubyGems', true],
  ['SwiftURL', true],
  ['GitHub Actions', true],
  ['OSS-Fuzz', true],
  ['CRAN', false],
  ['Hackage', false],
  ['GHC', false],
  ['Alpine', false],
  ['AlmaLinux', false],
  ['Android', false],
  ['Bitnami', false],
  ['Chainguard', false],
  ['Debian', false],
  ['Linux', false],
  ['openSUSE', false],
  ['Red Hat', false],
  ['Rocky Linux', false],
  ['SUSE', false],
  ['Ubuntu', false],
  ['Wolfi', false],
]

export const KNOWN_FEEDS: readonly KnownFeed[] = [
  {
    name: 'cve',
    // the list itself as an archive, whose address does not change from day to day as those of the releases do
    url: 'https://github.com/CVEProject/cvelistV5/archive/refs/heads/main.zip',
    isDefault: true,
    documented: 'https://github.com/CVEProject/cvelistV5#readme',
  },
  ...OSV_ECOSYSTEMS.map(([ecosystem, isDefault]): KnownFeed => ({
    name: `osv:${ecosystem}`,
    url: osvBucket(ecosystem),
    isDefault,
    documented: OSV_DATA,
  })),
  {
    name: 'CISA KEV',
    url: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
    isDefault: true,
    documented: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
  },
  {
    name: 'EU KEV',
    url: 'https://raw.githubusercontent.com/enisaeu/CNW/main/eukev/eukev.json',
    isDefault: true,
    documented: 'https://github.com/enisaeu/CNW/tree/main/eukev',
  },
  {
    name: 'EPSS',
    url: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
    isDefault: true,
    documented: 'https://www.first.org/epss/data_stats',
  },
]

/** By its name, or by that of a bucket which is younger than this list. */
export function knownFeed(name: string): Pick<KnownFeed, 'name' | 'url'> | undefined {
  const lower = name.toLowerCase()
  const known = KNOWN_FEEDS.find((feed) => feed.name.toLowerCase() === lower)
  if (known !== undefined) return known
  const ecosystem = /^osv:([A-Za-z0-9][A-Za-z0-9 ._-]*)$/.exec(name)?.[1]
  return ecosystem === undefined ? undefined : { name, url: osvBucket(ecosystem) }
}

function osvBucket(ecosystem: string): string {
  return `https://osv-vulnerabilities.storage.googleapis.com/${encodeURIComponent(ecosystem)}/all.zip`
}
