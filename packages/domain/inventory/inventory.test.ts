// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createInventory, digestAlgorithm, fileRole, linkDocuments, normalPath } from './index.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: '',
  syntax: '',
  creators: [],
  tools: [],
  sbomTypes: [],
}
const A = 'aa'.repeat(32)

function twoDocuments() {
  const inventory = createInventory()
  const one = inventory.open()
  one.builder.package('P', { name: 'p', purls: ['pkg:generic/p@1'] })
  // the reference comes before its target, and the target is in a document that is read later
  one.builder.edge('F', 'generatedFrom', 'urn:two#G')
  one.builder.edge('F', 'generatedFrom', 'urn:three#H')
  one.builder.file('F', { path: './x/../f.c', digests: [{ algorithm: 'sha256', value: A }] })
  one.builder.externalDocument('urn:two', [{ algorithm: 'sha1', value: 'CC' }])
  one.close({ ...FACTS, source: 'one', id: 'urn:one' }, '1')
  const two = inventory.open()
  two.builder.package('Q', { name: 'p', purls: ['pkg:generic/p@1'] })
  two.builder.file('G', {
    path: 'g.c',
    digests: [
      { algorithm: 'sha256', value: A.toUpperCase() },
      { algorithm: 'weird', value: 'not hex!' },
    ],
  })
  two.close({ ...FACTS, source: 'two', id: 'urn:two' }, '2')
  return inventory.seal()
}

describe('an inventory of two documents', () => {
  it('resolves references across documents and keeps those that lead nowhere', () => {
    const inventory = twoDocuments()
    const file = inventory.find('urn:one#F') ?? -1
    expect(inventory.name(file)).toBe('f.c')
    expect(inventory.edgesFrom(file, 'generatedFrom').map(({ to }) => inventory.name(to))).toEqual([
      'g.c',
    ])
    expect(inventory.edgesTo(inventory.find('urn:two#G') ?? -1)).toHaveLength(1)
    expect(inventory.openReferences).toEqual([
      { from: file, kind: 'generatedFrom', to: 'urn:three#H', document: 0 },
    ])
  })

  it('keeps digests of every algorithm, hexadecimal or not', () => {
    const inventory = twoDocuments()
    expect(inventory.digests.of(inventory.find('urn:two#G') ?? -1)).toEqual([
      { algorithm: 'sha256', value: A },
      { algorithm: 'weird', value: 'not hex!' },
    ])
    expect(inventory.digests.nodesWith({ algorithm: 'sha256', value: A })).toHaveLength(2)
    expect(inventory.digests.nodesWith({ algorithm: 'sha256', value: 'bb'.repeat(32) })).toEqual([])
  })

  it('links documents by reference, digest and identity, and tells a wrong hash', () => {
    const links = linkDocuments(twoDocuments(), (document, algorithm) =>
      document === 1 && algorithm === 'sha1' ? 'dd' : undefined,
    )
    expect(links).toMatchObject([
      { from: 0, to: 1, how: 'reference', verified: 'mismatch', count: 1 },
      { how: 'digest', algorithm: 'sha256', count: 1 },
      { how: 'identity', count: 1 },
    ])
  })
})

describe('fileRole', () => {
  it.each([
    ['net/tcp.c', [], 'source'],
    ['net/tcp.h', ['source'], 'header'],
    ['mm/page.o', ['binary'], 'object'],
    ['lib/libz.a', ['archive'], 'archive'],
    ['usr/lib/libc.so.6', [], 'image'],
    ['drivers/net/e1000.ko', [], 'module'],
    ['vmlinux', ['binary'], 'image'],
    ['bin/tool', ['binary'], 'image'],
    ['bin/tool', [], 'unknown'],
    ['net/Kconfig', ['source'], 'config'],
    ['drivers/Makefile', ['source'], 'config'],
    ['arch/arm/boot/dts/x.dts', ['source'], 'config'],
  ])('%s %j is %s', (path, types, role) => {
    expect(fileRole(path, types)).toBe(role)
  })
})

it('digestAlgorithm reads the spellings of all formats', () => {
  expect(
    ['SHA-256', 'SHA256', 'sha256', 'SHA3_512', 'SHA3-512', 'BLAKE2b-256', 'MD5', 'SHA-1'].map(
      digestAlgorithm,
    ),
  ).toEqual(['sha256', 'sha256', 'sha256', 'sha3-512', 'sha3-512', 'blake2b-256', 'md5', 'sha1'])
})

it('normalPath takes away what means nothing', () => {
  expect(
    ['./a/b.c', 'a//b', 'a/./b/../c', '../x', '/abs/./p', 'win\\dir\\f.c', './.config'].map(
      normalPath,
    ),
  ).toEqual(['a/b.c', 'a/b', 'a/c', '../x', '/abs/p', 'win/dir/f.c', '.config'])
})
