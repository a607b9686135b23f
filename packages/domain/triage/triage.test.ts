// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createInventory, type DocumentBuilder, type Inventory } from '../inventory/index.ts'
import { globMatcher, triage, type Place } from './index.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: 'SPDX-2.3',
  syntax: 'json',
  creators: [],
  tools: [],
  sbomTypes: [],
}

interface World {
  /** Paths of the component's source tree. */
  readonly tree: readonly string[]
  /** Objects and the files that went into each. */
  readonly objects: Readonly<Record<string, readonly string[]>>
  readonly linked: readonly string[]
  readonly includes?: readonly string[]
  /** Put the build into a document of its own, tied by references. */
  readonly split?: boolean
}

function build(world: World): { inventory: Inventory; component: number[] } {
  const inventory = createInventory()
  const source = inventory.open()
  source.builder.package('P', { name: 'thing', version: '1.0' })
  for (const path of world.tree) {
    source.builder.file(path, { path: `./${path}` })
    source.builder.edge('P', 'contains', path)
  }
  const target = world.split === true ? inventory.open() : source
  const ref = (path: string) => (world.split === true ? `urn:source#${path}` : path)
  addBuild(target.builder, world, ref)
  source.close({ ...FACTS, source: 'source.json', id: 'urn:source' }, 'a')
  if (target !== source) target.close({ ...FACTS, source: 'build.json', id: 'urn:build' }, 'b')
  const sealed = inventory.seal()
  return { inventory: sealed, component: sealed.packages().slice(0, 1) }
}

function addBuild(builder: DocumentBuilder, world: World, ref: (path: string) => string): void {
  if (world.linked.length > 0) builder.file('app.elf', { path: 'app.elf' })
  for (const [object, inputs] of Object.entries(world.objects)) {
    builder.file(object, { path: object })
    for (const input of inputs) builder.edge(object, 'generatedFrom', ref(input))
  }
  for (const object of world.linked) builder.edge('app.elf', 'linksStatically', object)
  for (const header of world.includes ?? []) builder.edge('app.elf', 'includes', ref(header))
}

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const WORLD: World = {
  tree: [
    'net/tcp.c',
    'net/udp.c',
    'net/udp.h',
    'net/tcp.h',
    'fs/fat.c',
    'Kconfig',
    'lone.c',
    'x.c',
    'y.c',
  ],
  objects: { 'tcp.o': ['net/tcp.c'], 'lone.o': ['lone.c'] },
  linked: ['tcp.o'],
  includes: ['net/tcp.h'],
}

function verdictOf(
  world: World,
  paths: readonly (string | Partial<Place>)[],
  range: 'in' | 'unknown' = 'in',
) {
  const { inventory, component } = build(world)
  const places = paths.map((path): Place => ({
    path: '',
    functions: [],
    basis: 'test',
    from: 'advisory',
    ...(typeof path === 'string' ? { path } : path),
  }))
  const { judged, filters } = triage(inventory, [{ subject: 'CVE', component, range, places }])
  const [only] = judged
  if (only === undefined) throw new Error('nothing was judged')
  return { verdict: only.verdict, rule: only.rule, places: only.places, filter: filters[0] }
}

describe.each([
  ['one document', WORLD],
  ['source and build in two documents', { ...WORLD, split: true }],
])('triage of %s', (_, world) => {
  it('rule 1: keeps a vulnerability whose place nobody names', () => {
    expect(verdictOf(world, [])).toMatchObject({ verdict: 'affected', rule: 'location-unknown' })
  })

  it('rule 2: does not drop a path that the tree does not have', () => {
    expect(verdictOf(world, ['net/sctp.c'])).toMatchObject({
      verdict: 'unknown',
      rule: 'path-not-in-tree',
    })
    expect(verdictOf(world, ['net/udp.c', 'net/sctp.c'])).toMatchObject({ verdict: 'unknown' })
  })

  it('rule 3: drops only if every place is absent', () => {
    expect(verdictOf(world, ['net/udp.c', 'fs/fat.c'])).toMatchObject({
      verdict: 'not_affected',
      rule: 'all-absent',
    })
    expect(verdictOf(world, ['net/udp.c', 'net/tcp.c'])).toMatchObject({
      verdict: 'affected',
      rule: 'code-in-image',
    })
  })

  it('shows the way from the file to the image', () => {
    const [place] = verdictOf(world, ['net/tcp.c']).places
    expect(place?.files[0]?.chain.map((step) => step.enters)).toEqual([
      'generatedFrom',
      'linksStatically',
      undefined,
    ])
  })

  it('does not drop a file that was compiled and is linked nowhere', () => {
    expect(verdictOf(world, ['lone.c'])).toMatchObject({
      verdict: 'unknown',
      rule: 'built-not-linked',
    })
  })

  it('rule 4: judges headers by includes, and only where includes are known', () => {
    expect(verdictOf(world, ['net/tcp.h'])).toMatchObject({ verdict: 'affected' })
    expect(verdictOf(world, ['net/udp.h'])).toMatchObject({ verdict: 'not_affected' })
    expect(verdictOf({ ...world, includes: [] }, ['net/udp.h'])).toMatchObject({
      verdict: 'unknown',
      rule: 'header-without-include-evidence',
    })
  })

  it('rule 5: does not judge what is no compiled code', () => {
    expect(verdictOf(world, ['Kconfig'])).toMatchObject({
      verdict: 'unknown',
      rule: 'not-compiled-code',
    })
    expect(verdictOf(world, ['net/udp.c', 'Kconfig'])).toMatchObject({ verdict: 'unknown' })
    expect(verdictOf(world, ['net/udp.c', 'Documentation/udp.rst'])).toMatchObject({
      verdict: 'not_affected',
    })
    expect(verdictOf(world, ['Documentation/udp.rst'])).toMatchObject({ verdict: 'unknown' })
  })

  it('keeps a range that could not be decided unknown, unless the code is absent', () => {
    expect(verdictOf(world, ['net/tcp.c'], 'unknown')).toMatchObject({
      verdict: 'unknown',
      rule: 'version-unknown',
    })
    expect(verdictOf(world, ['net/udp.c'], 'unknown')).toMatchObject({ verdict: 'not_affected' })
  })
})

describe('rule 6: the filter stops', () => {
  it('where the build names an image and no source', () => {
    const { verdict, rule, filter } = verdictOf(
      { tree: ['a.c', 'b.c'], objects: { 'a.o': [] }, linked: ['a.o'] },
      ['b.c'],
    )
    expect({ verdict, rule, state: filter?.state }).toEqual({
      verdict: 'affected',
      rule: 'filter-stopped',
      state: 'stopped',
    })
  })

  it('where paths of the advisories begin elsewhere', () => {
    const { inventory, component } = build(WORLD)
    const candidates = Array.from({ length: 12 }, (_, i) => ({
      subject: `CVE-${i}`,
      component,
      range: 'in' as const,
      places: [{ path: `elsewhere/f${i}.c`, functions: [], basis: '', from: 'advisory' as const }],
    }))
    const { judged, filters } = triage(inventory, candidates)
    expect(filters[0]?.state).toBe('stopped')
    expect(judged.every(({ verdict }) => verdict === 'affected')).toBe(true)
  })

  it('and finds a tree that is listed below a folder', () => {
    const below = (path: string) => `linux-6.1/${path}`
    const world = {
      tree: WORLD.tree.map(below),
      objects: { 'tcp.o': [below('net/tcp.c')] },
      linked: ['tcp.o'],
      includes: [below('net/tcp.h')],
    }
    expect(verdictOf(world, ['net/tcp.c'])).toMatchObject({
      verdict: 'affected',
      filter: { prefix: 'linux-6.1/' },
    })
    expect(verdictOf(world, ['net/udp.c'])).toMatchObject({ verdict: 'not_affected' })
  })

  it('but says "no evidence" of an SBOM that speaks of no build', () => {
    expect(verdictOf({ tree: ['a.c'], objects: {}, linked: [] }, ['a.c'])).toMatchObject({
      verdict: 'affected',
      rule: 'no-build-evidence',
    })
  })
})

describe('a list of used files', () => {
  const used: World = {
    tree: ['sub/a.c', 'sub/b.c'],
    objects: { 'a.o': ['sub/a.c'], 'b.o': ['sub/b.c'] },
    linked: ['a.o', 'b.o'],
  }

  it('does not decide about a path that only an advisory names', () => {
    expect(verdictOf(used, ['sub/c.c'])).toMatchObject({
      verdict: 'unknown',
      rule: 'path-not-in-tree',
    })
  })

  it('drops where an overlay vouches for the path, unless a file of that name was compiled elsewhere', () => {
    expect(verdictOf(used, [{ path: 'sub/c.c', from: 'overlay' }])).toMatchObject({
      verdict: 'not_affected',
    })
    expect(verdictOf(used, [{ path: 'old/a.c', from: 'overlay' }])).toMatchObject({
      verdict: 'unknown',
    })
    expect(verdictOf(used, [{ path: 'sub/**', from: 'overlay' }])).toMatchObject({
      verdict: 'affected',
    })
    expect(verdictOf(used, [{ path: 'other/**', from: 'overlay' }])).toMatchObject({
      verdict: 'not_affected',
    })
  })
})

describe('files of equal content in two documents', () => {
  it('are one file, told apart by path where several are equal', () => {
    const inventory = createInventory()
    const digests = [{ algorithm: 'sha256', value: EMPTY_SHA256 }]
    const source = inventory.open()
    source.builder.package('P', { name: 'thing' })
    for (const path of ['one/empty.c', 'two/empty.c', 'z.c']) {
      source.builder.file(path, { path, ...(path === 'z.c' ? {} : { digests }) })
      source.builder.edge('P', 'contains', path)
    }
    source.close({ ...FACTS, source: 's' }, 'a')
    const made = inventory.open()
    made.builder.file('i', { path: 'app.elf' })
    made.builder.file('s', { path: '/build/src/two/empty.c', digests })
    made.builder.edge('i', 'generatedFrom', 's')
    made.close({ ...FACTS, source: 'b' }, 'b')
    const sealed = inventory.seal()
    const component = sealed.packages().slice(0, 1)
    const judge = (path: string) =>
      triage(sealed, [
        {
          subject: 1,
          component,
          range: 'in',
          places: [{ path, functions: [], basis: '', from: 'advisory' }],
        },
      ]).judged[0]?.verdict
    expect(judge('two/empty.c')).toBe('affected')
    expect(judge('one/empty.c')).toBe('not_affected')
  })
})

describe('globMatcher', () => {
  it.each([
    ['a/*.c', 'a/b.c', true],
    ['a/*.c', 'a/b/c.c', false],
    ['a/**', 'a/b/c.c', true],
    ['a/**', 'a', false],
    ['**/x.c', 'x.c', true],
    ['**/x.c', 'a/b/x.c', true],
    ['a/**/x.c', 'a/x.c', true],
    ['a/?.c', 'a/b.c', true],
    ['a*b*c', 'aXbYc', true],
    ['a*b*c', 'aXbY', false],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(globMatcher(glob)(path)).toBe(expected)
  })

  it('does not blow up on many stars', () => {
    expect(globMatcher(`${'**/'.repeat(50)}x`)(`${'a/'.repeat(500)}y`)).toBe(false)
    const startedAt = performance.now()
    expect(globMatcher(`${'**/'.repeat(50)}x`)(`${'a/'.repeat(20_000)}y`)).toBe(false)
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(globMatcher('*a'.repeat(50))('a'.repeat(5000) + 'b')).toBe(false)
  })
})
