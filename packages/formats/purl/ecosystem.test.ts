// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import {
  ecosystemCovers,
  ecosystemPackages,
  formatPurl,
  parsePurl,
  purlOfPackage,
} from './index.ts'

const packages = (text: string) =>
  ecosystemPackages(parsePurl(text, 'lenient')).map((found) =>
    [
      found.release === undefined ? found.ecosystem : `${found.ecosystem}:${found.release}`,
      found.name,
    ].join(' | '),
  )

describe('ecosystemPackages', () => {
  it('names a package as its ecosystem does', () => {
    expect(packages('pkg:npm/%40acme/river@1')).toEqual(['npm | @acme/river'])
    expect(packages('pkg:maven/org.acme/river@1')).toEqual(['Maven | org.acme:river'])
    expect(packages('pkg:pypi/river.bed')).toEqual(['PyPI | river-bed'])
    expect(packages('pkg:golang/golang.org/x/net@v1')).toEqual([
      'Go | golang.org/x/net',
      'Kubernetes | golang.org/x/net',
    ])
    expect(packages('pkg:golang/std@1.22')[0]).toBe('Go | stdlib')
    expect(packages('pkg:vscode-extension/acme/river')).toEqual(['VSCode | acme.river'])
    expect(packages('pkg:swift/github.com/acme/River')).toEqual([
      'SwiftURL | github.com/acme/River',
    ])
    expect(packages('pkg:github/torvalds/linux@6.1')).toEqual([
      'GitHub Actions | torvalds/linux',
      'Linux | Kernel',
    ])
    expect(packages('pkg:generic/river')).toEqual(['OSS-Fuzz | river'])
    expect(packages('pkg:hex/private-org/river')).toEqual([])
    expect(packages('pkg:unheard-of/river')).toEqual([])
  })

  it('turns the distro qualifier into the suffix', () => {
    const release = (path: string, distro: string) =>
      packages(`pkg:${path}/river?distro=${distro}`)[0]?.split(' | ')[0]
    expect(release('deb/debian', 'debian-12')).toBe('Debian:12')
    expect(release('deb/debian', 'bookworm')).toBe('Debian:12')
    expect(release('deb/debian', 'sid')).toBe('Debian:sid')
    expect(release('deb/ubuntu', 'ubuntu-22.04')).toBe('Ubuntu:22.04:LTS')
    expect(release('deb/ubuntu', 'jammy')).toBe('Ubuntu:22.04:LTS')
    expect(release('deb/ubuntu', 'ubuntu-23.10')).toBe('Ubuntu:23.10')
    expect(release('apk/alpine', 'alpine-3.18.4')).toBe('Alpine:v3.18')
    expect(release('apk/alpine', 'edge')).toBe('Alpine:edge')
    expect(release('rpm/rocky', 'rocky-9.2')).toBe('Rocky Linux:9')
    expect(release('rpm/redhat', 'rhel-8.6')).toBe('Red Hat:enterprise_linux:8')
    expect(release('rpm/suse', 'sles-15.4')).toBe('SUSE:Linux Enterprise Server 15 SP4')
    expect(release('rpm/opensuse', 'opensuse-leap-15.5')).toBe('openSUSE:Leap 15.5')
    expect(release('rpm/opensuse', 'opensuse-tumbleweed-20240101')).toBe('openSUSE:Tumbleweed')
    expect(release('deb/debian', 'unheard-of')).toBe('Debian')
  })

  it('tells the source package that advisories name', () => {
    const source = (text: string) => ecosystemPackages(parsePurl(text))[0]?.source
    expect(source('pkg:deb/debian/libriver1@1?upstream=river%401.2-3')).toEqual({
      name: 'river',
      version: '1.2-3',
    })
    expect(source('pkg:deb/debian/libriver1@1?upstream=river')).toEqual({ name: 'river' })
    expect(source('pkg:rpm/redhat/river-libs@1?upstream=river-bed-1.2-3.el9.src.rpm')).toEqual({
      name: 'river-bed',
      version: '1.2-3.el9',
    })
  })
})

describe('purlOfPackage', () => {
  it('is the way back', () => {
    const back = (ecosystem: string, name: string) => {
      const purl = purlOfPackage(ecosystem, name)
      return purl && formatPurl(purl)
    }
    expect(back('npm', '@acme/river')).toBe('pkg:npm/%40acme/river')
    expect(back('Maven', 'org.acme:river')).toBe('pkg:maven/org.acme/river')
    expect(back('Go', 'golang.org/x/net')).toBe('pkg:golang/golang.org/x/net')
    expect(back('Go', 'stdlib')).toBe('pkg:golang/stdlib')
    expect(back('Debian:12', 'river')).toBe('pkg:deb/debian/river')
    expect(back('Ubuntu:Pro:18.04:LTS', 'river')).toBe('pkg:deb/ubuntu/river')
    expect(back('SwiftURL', 'https://github.com/acme/river.git')).toBe(
      'pkg:swift/github.com/acme/river',
    )
    expect(back('GitHub Actions', 'acme/river')).toBe('pkg:githubactions/acme/river')
    expect(back('Linux', 'Kernel')).toBe('pkg:generic/linux')
    expect(back('Android', 'platform/river')).toBeUndefined()
    expect(back('__proto__', 'river')).toBeUndefined()
  })
})

describe('ecosystemCovers', () => {
  const covers = (ecosystem: string, text: string) =>
    ecosystemPackages(parsePurl(text))
      .slice(0, 1)
      .map((subject) => ecosystemCovers(ecosystem, subject))
      .join('')

  it('compares releases where both tell them', () => {
    expect(covers('Debian:12', 'pkg:deb/debian/river?distro=debian-12')).toBe('yes')
    expect(covers('Debian:11', 'pkg:deb/debian/river?distro=debian-12')).toBe('no')
    expect(covers('Debian', 'pkg:deb/debian/river?distro=debian-12')).toBe('yes')
    expect(covers('Ubuntu:12', 'pkg:deb/debian/river?distro=debian-12')).toBe('no')
    expect(covers('Ubuntu:Pro:22.04:LTS', 'pkg:deb/ubuntu/river?distro=jammy')).toBe('yes')
    expect(covers('Maven:https://repo.example.org', 'pkg:maven/acme/river')).toBe('yes')
    expect(
      covers('Red Hat:enterprise_linux:9::appstream', 'pkg:rpm/redhat/river?distro=rhel-9.2'),
    ).toBe('yes')
    expect(
      covers('Red Hat:enterprise_linux:8::baseos', 'pkg:rpm/redhat/river?distro=rhel-9.2'),
    ).toBe('no')
    expect(
      covers(
        'SUSE:Linux Enterprise Module for Basesystem 15 SP4',
        'pkg:rpm/suse/river?distro=sles-15.4',
      ),
    ).toBe('yes')
    expect(
      covers('SUSE:Linux Enterprise Server 15 SP3-LTSS', 'pkg:rpm/suse/river?distro=sles-15.4'),
    ).toBe('no')
  })

  it('says unknown rather than no where something is not told', () => {
    expect(covers('Debian:12', 'pkg:deb/debian/river')).toBe('unknown')
    expect(covers('Red Hat:rhel_eus:9.2::appstream', 'pkg:rpm/redhat/river?distro=rhel-9.2')).toBe(
      'unknown',
    )
    expect(covers('Red Hat:openshift:4.12::el8', 'pkg:rpm/redhat/river?distro=rhel-8.6')).toBe(
      'unknown',
    )
  })
})
