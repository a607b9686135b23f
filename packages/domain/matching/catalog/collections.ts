// SPDX-License-Identifier: Apache-2.0
import { purlOfPackage, readPurl, type Purl } from '@headwater/formats/purl'
import { normalRepository } from '../repository.ts'

/**
 * The purl of a package that a CVE record names by `collectionURL` and `packageName`. Undefined for collections that are
 * not in the table: a private registry's package is not the public one.
 */
export function purlOfCollection(collectionUrl: string, packageName: string): Purl | undefined {
  const address = addressOf(collectionUrl)
  if (address === undefined) return undefined
  const ecosystem = ECOSYSTEM_OF.get(address)
  if (ecosystem !== undefined) return purlOfPackage(ecosystem, mavenName(ecosystem, packageName))
  const type = TYPE_OF.get(address)
  if (type === undefined) return undefined
  const reading = readPurl(`pkg:${type}/${packageName}`, 'lenient')
  return reading.kind === 'purl' ? reading.purl : undefined
}

function addressOf(collectionUrl: string): string | undefined {
  const normal = normalRepository(`${collectionUrl}/.`)
  return normal?.replace(/\/\.$/, '').replace(/\/$/, '')
}

/** Records write `group/artifact` as often as `group:artifact`. */
function mavenName(ecosystem: string, name: string): string {
  return ecosystem === 'Maven' && !name.includes(':') ? name.replace('/', ':') : name
}

/** The public registries' own addresses, as https://github.com/CVEProject/cve-schema and the records of CNAs write them. */
const ECOSYSTEM_OF: ReadonlyMap<string, string> = new Map([
  ['registry.npmjs.org', 'npm'],
  ['npmjs.com', 'npm'],
  ['npmjs.com/package', 'npm'],
  ['pypi.org', 'PyPI'],
  ['pypi.org/project', 'PyPI'],
  ['pypi.python.org', 'PyPI'],
  ['repo.maven.apache.org/maven2', 'Maven'],
  ['repo.maven.apache.org', 'Maven'],
  ['repo1.maven.org/maven2', 'Maven'],
  ['maven.apache.org', 'Maven'],
  ['central.sonatype.com', 'Maven'],
  ['search.maven.org', 'Maven'],
  ['pkg.go.dev', 'Go'],
  ['proxy.golang.org', 'Go'],
  ['crates.io', 'crates.io'],
  ['crates.io/crates', 'crates.io'],
  ['nuget.org', 'NuGet'],
  ['nuget.org/packages', 'NuGet'],
  ['api.nuget.org/v3/index.json', 'NuGet'],
  ['rubygems.org', 'RubyGems'],
  ['rubygems.org/gems', 'RubyGems'],
  ['packagist.org', 'Packagist'],
  ['packagist.org/packages', 'Packagist'],
  ['repo.packagist.org', 'Packagist'],
  ['repo.hex.pm', 'Hex'],
  ['hex.pm', 'Hex'],
  ['hex.pm/packages', 'Hex'],
  ['pub.dev', 'Pub'],
  ['pub.dev/packages', 'Pub'],
  ['hackage.haskell.org', 'Hackage'],
  ['hackage.haskell.org/package', 'Hackage'],
  ['cran.r-project.org', 'CRAN'],
  ['conan.io/center', 'ConanCenter'],
])

const TYPE_OF: ReadonlyMap<string, string> = new Map([
  ['github.com', 'github'],
  ['bitbucket.org', 'bitbucket'],
  ['gitlab.com', 'gitlab'],
])
