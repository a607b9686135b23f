// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { formatPurl, makePurl, parsePurl, purlKey, readPurl } from './index.ts'

describe('parsePurl', () => {
  it('reads every component, decoded', () => {
    const purl = parsePurl(
      'pkg:npm/%40acme/river@1.0.0%2Bbuild?arch=x86_64&vcs_url=git%2Bhttps://a.example/b#src/main',
    )
    expect(purl).toMatchObject({
      type: 'npm',
      namespace: '@acme',
      name: 'river',
      version: '1.0.0+build',
      subpath: 'src/main',
    })
    expect([...purl.qualifiers]).toEqual([
      ['arch', 'x86_64'],
      ['vcs_url', 'git+https://a.example/b'],
    ])
  })

  it('normalises by the rules of the type', () => {
    const canonical = (text: string) => formatPurl(parsePurl(text))
    expect(canonical('pkg:PyPI/River_Bed@1.0RC1')).toBe('pkg:pypi/river-bed@1.0rc1')
    expect(canonical('pkg:github/Acme/River')).toBe('pkg:github/acme/river')
    expect(canonical('pkg:cpan/acme/River-Bed')).toBe('pkg:cpan/ACME/River-Bed')
    expect(canonical('pkg:git/github.com/Acme/River')).toBe('pkg:git/github.com/acme/river')
    expect(canonical('pkg:git/git.example.org/Acme/River')).toBe(
      'pkg:git/git.example.org/Acme/River',
    )
    expect(canonical('pkg://npm//river')).toBe('pkg:npm/river')
  })

  it('drops empty qualifiers and dot segments of the subpath, and sorts the qualifiers', () => {
    expect(formatPurl(parsePurl('pkg:generic/river?b=2&a=1&c=#./bed/../sand'))).toBe(
      'pkg:generic/river?a=1&b=2#bed/sand',
    )
  })

  it('refuses what is no purl, with every reason', () => {
    for (const text of [
      '',
      'npm/river',
      'pkg:river',
      'pkg:npm/',
      'pkg:npm/@1.0',
      'pkg:1npm/river',
      'pkg%3Anpm/river',
    ]) {
      expect(() => parsePurl(text), text).toThrow(FormatError)
    }
    const reading = readPurl('pkg:cargo/space/river?Arch=a&arch=%zz')
    expect(reading.kind === 'fault' && reading.reasons).toHaveLength(4)
  })

  it('keeps hostile qualifier keys as keys', () => {
    const purl = parsePurl('pkg:generic/river?constructor=1&x__proto__=2')
    expect(purl.qualifiers.get('constructor')).toBe('1')
    expect(purl.qualifiers.get('toString')).toBeUndefined()
  })

  it('reads a purl of a million slashes, signs and encodings in linear time', () => {
    const started = performance.now()
    for (const part of ['/', '@', '%', '%41', '&a', '#', '?', ':', '_']) {
      readPurl(`pkg:npm/a${part.repeat(1_000_000)}`, 'lenient')
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})

describe('lenient reading', () => {
  const repaired = (text: string) => {
    const reading = readPurl(text, 'lenient')
    return reading.kind === 'purl' ? [formatPurl(reading.purl), ...reading.repairs] : reading
  }

  it('says nothing of what is right', () => {
    expect(repaired('pkg:npm/river@1.0.0')).toEqual(['pkg:npm/river@1.0.0'])
  })

  it('repairs what tools have written, and says so', () => {
    expect(repaired('pkg:npm/@acme/river')).toEqual([
      'pkg:npm/%40acme/river',
      'the @ of the namespace is not percent-encoded',
    ])
    expect(repaired('pkg:npm/%40acme%2Friver@1.0.0')).toEqual([
      'pkg:npm/%40acme/river@1.0.0',
      'the name holds a percent-encoded /',
    ])
    expect(repaired('pkg:golang/git.example.org%2Facme/river')).toEqual([
      'pkg:golang/git.example.org/acme/river',
      'a / within a segment of the namespace is percent-encoded',
    ])
    expect(repaired('pkg:maven/org.acme:river@1')).toEqual([
      'pkg:maven/org.acme/river@1',
      'group and artifact are joined by a colon',
    ])
    expect(repaired('pkg:alpine/river@1-r0')).toEqual([
      'pkg:apk/alpine/river@1-r0',
      'the type alpine was read as apk',
    ])
    expect(repaired('pkg:deb/debian/river?arch=all&amp;distro=debian-12')).toEqual([
      'pkg:deb/debian/river?arch=all&distro=debian-12',
      'the purl is escaped for XML (&amp;)',
    ])
    expect(repaired(' pkg:generic/ri ver@100%?x ')).toEqual([
      'pkg:generic/ri%20ver@100%25',
      'space around the purl was dropped',
      'a space or control character is not percent-encoded',
      'the version has a % that is no encoding of UTF-8',
      'the qualifier x has no value and was dropped',
    ])
  })

  it('overlooks a namespace that the type does not have, and keeps it', () => {
    expect(repaired('pkg:pypi/acme/river')).toEqual([
      'pkg:pypi/acme/river',
      'this type has no namespace',
    ])
  })
})

describe('makePurl', () => {
  it('takes components and refuses a missing name', () => {
    expect(
      formatPurl(makePurl({ type: 'gem', name: 'river', qualifiers: [['platform', 'java']] })),
    ).toBe('pkg:gem/river?platform=java')
    expect(() => makePurl({ type: 'gem', name: '' })).toThrow(FormatError)
  })
})

describe('purlKey', () => {
  const key = (text: string) => purlKey(parsePurl(text, 'lenient'))

  it('leaves out version, qualifiers and subpath', () => {
    expect(key('pkg:deb/debian/river@1.0-1?arch=amd64#x')).toBe('deb/debian/river')
  })

  it('unites what the registry holds to be one name', () => {
    expect(key('pkg:nuget/Acme.River')).toBe(key('pkg:nuget/acme.river'))
    expect(key('pkg:golang/github.com/Acme/River')).toBe(key('pkg:golang/github.com/acme/river'))
    expect(key('pkg:pypi/acme.river_bed')).toBe(key('pkg:pypi/Acme-River-Bed'))
    expect(key('pkg:cargo/river_bed')).toBe(key('pkg:cargo/river-bed'))
  })

  it('keeps apart what the registry keeps apart', () => {
    expect(key('pkg:npm/River')).not.toBe(key('pkg:npm/river'))
    expect(key('pkg:maven/acme/River')).not.toBe(key('pkg:maven/acme/river'))
  })
})
