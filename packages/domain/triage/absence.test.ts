// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createInventory, type SbomType } from '../inventory/index.ts'
import { triage, type Place } from './index.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: 'SPDX-2.3',
  syntax: 'json',
  creators: [],
  tools: [],
  sbomTypes: [],
}

/** One document each: packages with their files, `path sha256-letter`; products with what they were made of (files, `@package`). */
interface Document {
  readonly packages?: Readonly<Record<string, readonly string[]>>
  readonly made?: Readonly<Record<string, readonly string[]>>
  readonly included?: Readonly<Record<string, readonly string[]>>
  readonly sbomTypes?: readonly SbomType[]
}

/** The verdict on places of every package called `thing`. */
function verdictOf(
  documents: readonly Document[],
  paths: readonly string[],
  from: Place['from'] = 'advisory',
) {
  const inventory = createInventory()
  for (const [i, document] of documents.entries()) {
    const { packages = {}, made = {}, included = {}, sbomTypes = [] } = document
    const { builder, close } = inventory.open()
    const seen = new Set<string>()
    const file = (written: string): string => {
      const [path = '', letter] = written.split(' ')
      const digests = letter ? [{ algorithm: 'sha256', value: letter.repeat(64) }] : []
      if (!seen.has(path)) builder.file(path, { path, digests })
      seen.add(path)
      return path
    }
    for (const [name, files] of Object.entries(packages)) {
      builder.package(name, { name, version: '1.0' })
      for (const one of files) builder.edge(name, 'contains', file(one))
    }
    for (const [product, inputs] of Object.entries(made)) {
      const kind = product.endsWith('.elf') ? 'linksStatically' : 'generatedFrom'
      for (const input of inputs) {
        const isPackage = input.startsWith('@')
        builder.edge(file(product), kind, isPackage ? input.slice(1) : file(input))
      }
    }
    for (const [unit, headers] of Object.entries(included)) {
      for (const header of headers) builder.edge(file(unit), 'includes', file(header))
    }
    close({ ...FACTS, sbomTypes, source: `d${i}.json`, id: `urn:d${i}` }, String(i))
  }
  const sealed = inventory.seal()
  const component = sealed.packages().filter((node) => sealed.name(node) === 'thing')
  const places = paths.map((path): Place => ({ path, functions: [], basis: 'test', from }))
  return triage(sealed, [{ subject: 1, component, range: 'in', places }]).judged[0]?.verdict
}

const TREE = ['lib/a.c', 'lib/b.c', 'lib/c.c', 'lib/a.h', 'run.py', 'CMakeLists.txt']
const PLAIN: Document = {
  packages: { thing: TREE },
  made: { 'a.o': ['lib/a.c'], 'app.elf': ['a.o'] },
  included: { 'a.o': ['lib/x.h'] },
}

describe('a file that is listed and not seen in the build', () => {
  it('is dropped where nothing is odd', () => {
    expect(verdictOf([PLAIN], ['lib/b.c'])).toBe('not_affected')
    expect(verdictOf([PLAIN], ['lib/a.c'])).toBe('affected')
  })

  it.each(['b.c', 'link/b.c', 'Lib/B.c', 'C:\\src\\other\\b.c'])(
    'is not dropped where %s was compiled, which nothing ties to another file',
    (path) => {
      const made = { ...PLAIN.made, 'b.o': [path], 'app.elf': ['a.o', 'b.o'] }
      expect(verdictOf([{ ...PLAIN, made }], ['lib/b.c'])).toBe('unknown')
      expect(verdictOf([PLAIN, { made: { 'b.elf': [path] } }], ['lib/b.c'])).toBe('unknown')
    },
  )

  it('is dropped where the compiled file of that name is told to be another', () => {
    const packages = { thing: [...TREE, 'other/b.c'] }
    const made = { 'b.o': ['/build/other/b.c'], 'app.elf': ['b.o', 'lib/a.c'] }
    expect(verdictOf([{ packages, made }], ['lib/b.c'])).toBe('not_affected')
  })

  it('is not dropped where a copy of the same content was compiled', () => {
    const packages = { thing: ['lib/a.c', 'lib/b.c', 'zlib/inflate.c e', 'vendor/inf.c e'] }
    const made = { 'app.elf': ['lib/a.c', 'vendor/inf.c'] }
    expect(verdictOf([{ packages, made }], ['zlib/inflate.c'])).toBe('unknown')
  })

  it('is not dropped if it is a script: nothing is compiled of it', () => {
    expect(verdictOf([PLAIN], ['run.py'])).toBe('unknown')
  })
})

describe('what a fix changes beside code', () => {
  it('is no text if it is CMakeLists.txt', () => {
    expect(verdictOf([PLAIN], ['lib/b.c', 'CMakeLists.txt'])).toBe('unknown')
    expect(verdictOf([PLAIN], ['lib/b.c', 'docs/CHANGES.txt'])).toBe('not_affected')
  })

  it('is code where a folder called doc is compiled', () => {
    const packages = { thing: [...TREE, 'src/doc/d.c'] }
    const made = { ...PLAIN.made, 'd.o': ['src/doc/d.c'] }
    expect(verdictOf([{ packages, made }], ['lib/b.c', 'src/doc/d.c'])).toBe('unknown')
  })
})

describe('a component in several products', () => {
  it('is not dropped where one of them has no build record', () => {
    expect(verdictOf([PLAIN, { packages: { thing: [] } }], ['lib/b.c'])).toBe('unknown')
    expect(verdictOf([PLAIN, { packages: { app: ['main.c'] } }], ['lib/b.c'])).toBe('not_affected')
  })

  it('is not dropped where it has an image that does not say what it was made of', () => {
    const packages = { thing: [...TREE, 'plugin.so.2'] }
    expect(verdictOf([{ ...PLAIN, packages }], ['lib/b.c'])).toBe('unknown')
  })

  it('is dropped where what is called like an image is listed among its sources', () => {
    const source: Document = {
      packages: { thing: [...TREE, 'tests/data.exe'] },
      sbomTypes: ['source'],
    }
    const build: Document = { made: { 'app.elf': ['lib/a.c'] }, sbomTypes: ['build'] }
    const tied = { ...source, made: PLAIN.made ?? {} }
    expect(verdictOf([tied], ['lib/b.c'])).toBe('not_affected')
    expect(verdictOf([{ ...tied, sbomTypes: ['source', 'build'] }, build], ['lib/b.c'])).toBe(
      'unknown',
    )
  })

  it('is not dropped where an image is made of it as a whole', () => {
    const made = { ...PLAIN.made, 'second.elf': ['@thing'] }
    expect(verdictOf([{ ...PLAIN, made }], ['lib/b.c'])).toBe('unknown')
  })
})

describe('headers', () => {
  it('are not dropped where one of several builds does not say what it included', () => {
    const second = { made: { 'z.o': ['lib/z.c'], 'z.elf': ['z.o'] } }
    expect(verdictOf([PLAIN], ['lib/a.h'])).toBe('not_affected')
    expect(verdictOf([PLAIN, second], ['lib/a.h'])).toBe('unknown')
  })
})

describe('a glob of an overlay', () => {
  const used = { packages: { thing: ['sub/a.c'] }, made: { 'app.elf': ['sub/a.c'] } }

  it('does not drop for a folder too many before it', () => {
    expect(verdictOf([used], ['thing/sub/*.c'], 'overlay')).toBe('unknown')
    expect(verdictOf([used], ['src/thing/sub/**'], 'overlay')).toBe('unknown')
    expect(verdictOf([used], ['thing/other/*.c'], 'overlay')).toBe('not_affected')
  })
})

describe('modules of Rust', () => {
  const packages = { thing: ['src/lib.rs', 'src/parse.rs', 'lib/b.c'] }

  it('are not dropped where the build names the roots of crates only', () => {
    const made = { 'thing.rlib': ['src/lib.rs'], 'app.elf': ['thing.rlib'] }
    expect(verdictOf([{ packages, made }], ['src/parse.rs'])).toBe('unknown')
    expect(verdictOf([{ packages, made }], ['lib/b.c'])).toBe('not_affected')
  })

  it('are dropped where no crate was compiled at all, or its modules are named', () => {
    const c = { 'app.elf': ['main.c', 'src/main.c'] }
    const more = { packages: { thing: [...packages.thing, 'src/main.c', 'main.c'] }, made: c }
    expect(verdictOf([more], ['src/parse.rs'])).toBe('not_affected')
    const made = { 'thing.rlib': ['src/lib.rs', 'src/other.rs'], 'app.elf': ['thing.rlib'] }
    expect(verdictOf([{ packages, made }], ['src/parse.rs'])).toBe('not_affected')
  })
})
