// SPDX-License-Identifier: Apache-2.0
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseAuditData, rustFunctions } from './index.ts'

describe('the crates of a program', () => {
  it('are those that cargo auditable wrote into it', () => {
    const packages = [
      { name: 'demo', version: '0.1.0', source: 'local', root: true, dependencies: [1] },
      { name: 'smallvec', version: '1.6.0', source: 'crates.io' },
      { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build' },
      { name: 1 },
    ]
    expect(parseAuditData(deflateSync(JSON.stringify({ packages })))).toEqual([
      { name: 'demo', version: '0.1.0', source: 'local', kind: 'runtime', isRoot: true },
      { name: 'smallvec', version: '1.6.0', source: 'crates.io', kind: 'runtime', isRoot: false },
      { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build', isRoot: false },
    ])
  })

  it.each([
    ['no zlib', Buffer.from('{"packages":[]}')],
    ['no JSON', deflateSync('{')],
    ['no list', deflateSync('{"packages":{}}')],
    ['far too much', deflateSync(Buffer.alloc(9 * 1024 * 1024, 32))],
  ])('are not told by %s', (_, bytes) => {
    expect(parseAuditData(bytes)).toBeUndefined()
  })
})

describe('functions of a program of Rust', () => {
  const functions = rustFunctions([
    '_ZN8smallvec17SmallVec$LT$A$GT$11insert_many17h0123456789abcdefE.llvm.123',
    '_ZN100_$LT$aho_corasick..packed..teddy..builder..x86_64..SlimAVX2$LT$_$GT$$u20$as$u20$core..fmt..Debug$GT$3fmt17hc9eddcace0eb24c4E',
    '_RNvMs_NtCs1234_7mycrate5innerINtB4_3FooppE3bar',
    '_RNCNvCs1234_7mycrate4main0B3_',
    'memcpy',
    '_ZN3net6Socket4readEv',
  ])

  it.each([
    ['smallvec', 'SmallVec::insert_many', 'smallvec::SmallVec::insert_many'],
    [
      'aho-corasick',
      'SlimAVX2::fmt',
      'aho_corasick::packed::teddy::builder::x86_64::SlimAVX2::fmt',
    ],
    ['mycrate', 'Foo::bar', 'mycrate::inner::Foo::bar'],
    ['mycrate', 'main', 'mycrate::main::{closure#0}'],
    ['smallvec', 'SmallVec::insert', undefined],
    ['net', 'Socket::read', undefined],
  ])('of %s: %s', (crate, path, found) => {
    expect(functions.find(crate, path)).toBe(found)
  })

  it('are of crates by their names in code', () => {
    expect(['aho-corasick', 'smallvec', 'net'].map(functions.hasCrate)).toEqual([true, true, false])
  })
})
