// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import {
  cpeIncludes,
  cpeText,
  cpeValue,
  formatCpe,
  formatCpeUri,
  matchCpe,
  parseCpe,
  readCpe,
} from './index.ts'

const river = (rest: string) => parseCpe(`cpe:2.3:a:acme:river:${rest}`)

describe('parseCpe', () => {
  it('reads a formatted string with quoting and wildcards', () => {
    const cpe = parseCpe(
      'cpe:2.3:a:Acme\\, inc\\.:river\\-bed\\+\\+:8.*:sp?:*:-:en-us:*:x64:\\-'.replace(' ', ''),
      'lenient',
    )
    expect(cpe).toMatchObject({
      vendor: 'acme\\,inc.',
      product: 'river-bed\\+\\+',
      version: '8.*',
      update: 'sp?',
    })
    expect(cpe).toMatchObject({ edition: '*', language: '-', swEdition: 'en-us', other: '\\-' })
    expect(cpeText(cpe.product)).toBe('river-bed++')
    expect(cpeText(cpe.edition)).toBeUndefined()
  })

  it('reads a URI with packed edition and encoded wildcards, and writes it again', () => {
    const uri = 'cpe:/a:acme:river%2fbed:8.%02:sp%01:~~pro~linux~x64~'
    const cpe = parseCpe(uri)
    expect(formatCpe(cpe)).toBe('cpe:2.3:a:acme:river\\/bed:8.*:sp?:*:*:pro:linux:x64:*')
    expect(formatCpeUri(cpe)).toBe(uri)
    expect(formatCpe(parseCpe('cpe:/o:acme:delta:1.0'))).toBe(
      'cpe:2.3:o:acme:delta:1.0:*:*:*:*:*:*:*',
    )
    expect(formatCpeUri(parseCpe('cpe:/o:acme:delta:-'))).toBe('cpe:/o:acme:delta:-')
  })

  it('refuses what is no name, with every reason', () => {
    for (const text of [
      '',
      'cpe:2.3:a:acme:river',
      'cpe:2.3:x:acme:river:*:*:*:*:*:*:*:*',
      'cpe:2.3:a:acme:ri*ver:*:*:*:*:*:*:*:*',
      'cpe:2.3:a:acme:ri ver:*:*:*:*:*:*:*:*',
      'cpe:2.3:a:acme:river:**:*:*:*:*:*:*:*',
      'cpe:2.3:a:acme:river:*:*:*:*:*:*:*:*:*',
      'cpe:2.3:a:acme:river\\',
      'cpe:/a:acme:river:1:2:3:4:5',
      `cpe:2.3:a:acme:${'r'.repeat(2000)}:*:*:*:*:*:*:*:*`,
    ]) {
      expect(() => parseCpe(text), text).toThrow(FormatError)
    }
    const reading = readCpe('cpe:2.3:x:acme:c++:*:*:*:*:*:*:*:*')
    expect(reading).toEqual({
      kind: 'fault',
      reasons: ['part is not a, o, h, * or -', 'product has + without a backslash'],
    })
  })

  it('repairs in lenient mode and says so', () => {
    const reading = readCpe(' cpe:2.3:a:Acme:c++:1.0::', 'lenient')
    expect(reading.kind === 'cpe' && [formatCpe(reading.cpe), ...reading.repairs]).toEqual([
      'cpe:2.3:a:acme:c\\+\\+:1.0:*:*:*:*:*:*:*',
      'space around the name was dropped',
      '6 of 11 components; the rest was read as *',
      'product has + without a backslash',
      'update is empty; read as *',
      'edition is empty; read as *',
    ])
  })

  it('quotes plain text for use as a value', () => {
    expect(cpeValue('C++')).toBe('c\\+\\+')
    expect(cpeValue('-')).toBe('\\-')
    expect(cpeText(cpeValue('a*b'))).toBe('a*b')
  })
})

describe('matchCpe', () => {
  it('follows the table of NISTIR 7696', () => {
    const version = (source: string, target: string) =>
      matchCpe(river(`${source}:*:*:*:*:*:*:*`), river(`${target}:*:*:*:*:*:*:*`))
    expect(version('*', '*')).toBe('equal')
    expect(version('*', '-')).toBe('superset')
    expect(version('*', '1.0')).toBe('superset')
    expect(version('*', '1.*')).toBe('undefined')
    expect(version('-', '*')).toBe('subset')
    expect(version('-', '-')).toBe('equal')
    expect(version('-', '1.0')).toBe('disjoint')
    expect(version('1.0', '1.0')).toBe('equal')
    expect(version('1.0', '1.1')).toBe('disjoint')
    expect(version('1.0', '-')).toBe('disjoint')
    expect(version('1.0', '*')).toBe('subset')
    expect(version('1.*', '1.1')).toBe('superset')
    expect(version('1.*', '2.1')).toBe('disjoint')
    expect(version('1.*', '-')).toBe('disjoint')
    expect(version('1.*', '*')).toBe('subset')
    expect(version('1.?', '1.1')).toBe('superset')
    expect(version('1.?', '1.10')).toBe('disjoint')
    expect(version('1.??', '1.1')).toBe('superset')
    expect(version('??', '1.1')).toBe('disjoint')
    expect(version('*.1', '1.1.1')).toBe('superset')
    expect(version('*1.*', '21.1')).toBe('superset')
    expect(version('?1\\.?', '21.1')).toBe('superset')
    expect(version('1.\\*', '1.\\*')).toBe('equal')
    expect(version('1.\\*', '1.2')).toBe('disjoint')
  })

  it('names the relation of whole names', () => {
    expect(matchCpe(river('*:*:*:*:*:linux:*:*'), river('1:*:*:*:*:*:*:*'))).toBe('intersecting')
    expect(cpeIncludes(river('*:*:*:*:*:*:*:*'), river('1:*:*:*:*:linux:*:*'))).toBe(true)
    expect(cpeIncludes(river('*:*:*:*:*:linux:*:*'), river('1:*:*:*:*:*:*:*'))).toBe(false)
  })

  it('matches wildcards in linear time', () => {
    const source = river(`*${'a'.repeat(500)}b*:*:*:*:*:*:*:*`)
    const target = river(`${'a'.repeat(1000)}:*:*:*:*:*:*:*`)
    const started = performance.now()
    for (let round = 0; round < 1000; round++) matchCpe(source, target)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
