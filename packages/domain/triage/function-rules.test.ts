// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { CODE_MARK, type CodeRecord, type SourceText, type TextUse } from '../code/index.ts'
import { createInventory } from '../inventory/index.ts'
import { readCodeRecords } from '../code/index.ts'
import { triage, type Place } from './index.ts'

/**
 * A build of `lib/a.c` (kept, small; left was dropped, out was preprocessed out), `lib/e.c` (compiled to nothing), `lib/a.h`
 * (included by both) and `lib/n.c` (not compiled).
 */
const RECORDS: Readonly<Record<string, CodeRecord>> = {
  'lib/a.c': { of: 'source', functions: ['kept', 'small', 'left', 'out'] },
  'lib/a.h': { of: 'source', functions: ['inl'] },
  'lib/n.c': { of: 'source', functions: ['other'] },
  'a.o': {
    of: 'object',
    text: 10,
    debug: 'dwarf',
    images: {
      'app.elf': [
        { file: 'lib/a.c', own: ['kept'], inlined: ['small'], dropped: ['left'] },
        { file: 'lib/a.h', own: [], inlined: [] },
      ],
    },
  },
  'e.o': { of: 'object', text: 0, debug: 'none', images: {} },
}

interface Said {
  readonly places: readonly Partial<Place>[]
  readonly records?: boolean
  readonly texts?: Readonly<Record<string, readonly TextUse[]>>
}

function judge({ places, records = true, texts }: Said) {
  const inventory = createInventory()
  const { builder, close } = inventory.open()
  builder.package('P', { name: 'thing', version: '1.0' })
  for (const path of ['lib/a.c', 'lib/e.c', 'lib/a.h', 'lib/n.c', 'a.o', 'e.o', 'app.elf']) {
    builder.file(path, { path })
    if (path.startsWith('lib/')) builder.edge('P', 'contains', path)
  }
  for (const unit of ['a', 'e']) {
    builder.edge(`${unit}.o`, 'generatedFrom', `lib/${unit}.c`)
    builder.edge(`${unit}.o`, 'includes', 'lib/a.h')
    builder.edge('app.elf', 'linksStatically', `${unit}.o`)
  }
  for (const [path, record] of records ? Object.entries(RECORDS) : []) {
    builder.annotate(path, { text: `${CODE_MARK} ${JSON.stringify(record)}` })
  }
  const facts = { format: 'spdx-3', specVersion: '3.0.1', syntax: 'json', creators: [], tools: [] }
  close({ ...facts, sbomTypes: [], source: 'd' }, 'd')
  const sealed = inventory.seal()
  const textOf = (node: number): SourceText | undefined => {
    const path = sealed.name(node)
    const record = RECORDS[path]
    if (texts === undefined || record?.of === 'object') return undefined
    const names = record?.functions ?? []
    const functions = names.map((name, i) => ({ name, startLine: i, endLine: i }))
    return { functions, usesOf: (name) => (name === 'SIZE' ? (texts[path] ?? []) : []) }
  }
  const component = sealed.packages()
  const full = places.map((place): Place => ({
    path: 'lib/a.c',
    functions: [],
    basis: 'test',
    from: 'advisory',
    ...place,
  }))
  return triage(
    sealed,
    [{ subject: 1, component, range: 'in', places: full }],
    readCodeRecords(sealed),
    { images: [], textOf },
  ).judged[0]
}

describe('a place that names functions', () => {
  it.each<[readonly string[], string, string]>([
    [['kept'], 'affected', 'code-in-image'],
    [['small'], 'affected', 'code-in-image'],
    [['kept', 'left'], 'affected', 'code-in-image'],
    [['left'], 'not_affected', 'function-absent'],
    [['left', 'out'], 'not_affected', 'function-absent'],
    // it may be younger, or renamed; the file is there
    [['younger'], 'affected', 'function-not-in-source'],
    [['left', 'younger'], 'affected', 'function-not-in-source'],
    [['OUT(x)'], 'affected', 'function-under-another-name'],
  ])('%j: %s by %s', (functions, verdict, rule) => {
    expect(judge({ places: [{ functions }] })).toMatchObject({ verdict, rule })
  })

  it('is judged by its file where nothing speaks of functions', () => {
    expect(judge({ places: [{ functions: ['left'] }], records: false })).toMatchObject({
      verdict: 'affected',
      rule: 'code-in-image',
    })
  })

  it('is absent whatever the function is called if the object holds no code', () => {
    expect(judge({ places: [{ path: 'lib/e.c', functions: ['any'] }] })).toMatchObject({
      verdict: 'not_affected',
      rule: 'compiled-empty',
    })
    expect(judge({ places: [{ path: 'lib/e.c' }] })).toMatchObject({ rule: 'compiled-empty' })
  })

  it('holds the others: every place must be absent', () => {
    const left = { functions: ['left'] }
    expect(judge({ places: [left, { path: 'lib/n.c', functions: ['other'] }] })).toMatchObject({
      verdict: 'not_affected',
    })
    expect(judge({ places: [left, { functions: ['kept'] }] })).toMatchObject({
      verdict: 'affected',
    })
    expect(judge({ places: [left, { path: 'lib/gone.c' }] })).toMatchObject({
      verdict: 'unknown',
      rule: 'path-not-in-tree',
    })
  })
})

describe('an entry with several files and several functions', () => {
  const pool = (...functions: string[]) =>
    ['lib/a.c', 'lib/n.c'].map((path) => ({ path, functions, pool: 'one' }))

  it('means each function in one of the files', () => {
    expect(judge({ places: pool('left', 'other') })).toMatchObject({ verdict: 'not_affected' })
    expect(judge({ places: pool('kept', 'other') })).toMatchObject({ verdict: 'affected' })
    expect(judge({ places: pool('left', 'younger') })).toMatchObject({
      verdict: 'affected',
      rule: 'function-not-in-source',
    })
  })

  it('of which a file has none of the functions is judged by that file', () => {
    expect(judge({ places: pool('other') })).toMatchObject({
      verdict: 'affected',
      rule: 'code-in-image',
    })
  })

  it('given as a glob is looked for in all files that it matches', () => {
    const places = [{ path: 'lib/*.c', functions: ['other'] }]
    expect(judge({ places })).toMatchObject({ verdict: 'not_affected' })
    expect(judge({ places: [{ path: 'lib/*.c', functions: ['small'] }] })).toMatchObject({
      verdict: 'affected',
    })
  })
})

describe('what a fix changes beside functions', () => {
  const left = { functions: ['left'] }

  it('does not count if it is a type or a declaration', () => {
    const others = [{ kind: 'type', name: 'box' }] as const
    expect(judge({ places: [left, { path: 'lib/a.h', others }] })).toMatchObject({
      verdict: 'not_affected',
    })
    expect(judge({ places: [{ ...left, others }] })).toMatchObject({ verdict: 'not_affected' })
    expect(judge({ places: [{ path: 'lib/a.h', others }] })).toMatchObject({ verdict: 'affected' })
  })

  it.each(['macro', 'data', 'other'] as const)('is judged by the file if it is %s', (kind) => {
    const others = [{ kind, name: 'SIZE' }]
    expect(judge({ places: [{ ...left, others }] })).toMatchObject({
      verdict: 'affected',
      rule: 'code-in-image',
    })
  })

  it('does not matter in a file without code, but for its data', () => {
    const place = (kind: 'macro' | 'data') => ({
      path: 'lib/e.c',
      others: [{ kind, name: 'SIZE' }],
    })
    expect(judge({ places: [place('macro')] })).toMatchObject({ verdict: 'not_affected' })
    expect(judge({ places: [place('data')] })).toMatchObject({ verdict: 'affected' })
  })

  it.each<[string, Readonly<Record<string, readonly TextUse[]>>, string]>([
    [
      'nothing in an image uses',
      { 'lib/a.c': [{ kind: 'function', name: 'left' }] },
      'not_affected',
    ],
    [
      'a function in an image uses',
      { 'lib/a.c': [{ kind: 'function', name: 'small' }] },
      'affected',
    ],
    [
      'a function of an empty object uses',
      { 'lib/e.c': [{ kind: 'function', name: 'x' }] },
      'not_affected',
    ],
    ['a directive uses', { 'lib/a.c': [{ kind: 'other', name: '' }] }, 'affected'],
    ['data uses', { 'lib/a.c': [{ kind: 'data', name: 'table' }] }, 'affected'],
    ['a type uses', { 'lib/a.c': [{ kind: 'type', name: 'box' }] }, 'not_affected'],
  ])('is a macro that %s', (_, uses, verdict) => {
    const define = { 'lib/a.h': [{ kind: 'macro', name: 'SIZE' }] } as const
    const others = [{ kind: 'macro', name: 'SIZE' }] as const
    const places = [left, { path: 'lib/a.h', others }]
    expect(judge({ places, texts: { ...define, ...uses } })).toMatchObject({ verdict })
    // nobody defines it here: it may be younger
    expect(judge({ places, texts: uses })).toMatchObject({ verdict: 'affected' })
  })
})
