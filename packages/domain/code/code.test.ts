// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createInventory } from '../inventory/index.ts'
import { CODE_MARK, codeEvidence, readCodeRecords, type CodeRecord } from './index.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: '2.3',
  syntax: 'json',
  creators: [],
  tools: [],
  sbomTypes: [],
}

/** Products with what they were made of, and the records that stand on files. */
interface Said {
  readonly made: Readonly<Record<string, readonly string[]>>
  readonly includes?: Readonly<Record<string, readonly string[]>>
  readonly records?: Readonly<Record<string, CodeRecord>>
  readonly texts?: Readonly<Record<string, string>>
  readonly images?: readonly string[]
}

function evidenceOf({ made, includes = {}, records = {}, texts = {}, images = ['app.elf'] }: Said) {
  const inventory = createInventory()
  const { builder, close } = inventory.open()
  const file = (path: string): string => {
    if (!builder.has(path)) builder.file(path, { path })
    return path
  }
  for (const [product, inputs] of Object.entries(made)) {
    const kind = product.endsWith('.o') ? 'generatedFrom' : 'linksStatically'
    for (const input of inputs) builder.edge(file(product), kind, file(input))
  }
  for (const [object, headers] of Object.entries(includes)) {
    for (const header of headers) builder.edge(file(object), 'includes', file(header))
  }
  for (const [path, record] of Object.entries(records)) {
    builder.annotate(file(path), { text: `${CODE_MARK} ${JSON.stringify(record)}` })
  }
  for (const [path, text] of Object.entries(texts)) builder.annotate(file(path), { text })
  close({ ...FACTS, source: 'd' }, 'd')
  const sealed = inventory.seal()
  const nodeOf = (path: string): number =>
    [...sealed.files()].find((node) => sealed.name(node) === path) ?? -1
  const read = readCodeRecords(sealed)
  const evidence = codeEvidence(sealed, images.map(nodeOf), read)
  return {
    remarks: read.remarks.map(({ text }) => text),
    evidence,
    ask: (path: string, name: string) => evidence.functionIn(nodeOf(path), name),
    empty: (path: string) => evidence.emptyObjectsOf(nodeOf(path)),
  }
}

const MADE = { 'a.o': ['src/a.c'], 'app.elf': ['a.o'] }
const TEXT: CodeRecord = { of: 'source', functions: ['gone', 'kept', 'left', 'small'] }

function object(
  functions: { readonly own?: string[]; readonly inlined?: string[]; readonly dropped?: string[] },
  file = 'src/a.c',
): CodeRecord {
  const { own = [], inlined = [], dropped = [] } = functions
  return {
    of: 'object',
    text: 100,
    debug: 'dwarf',
    images: { 'app.elf': [{ file, own, inlined, dropped }] },
  }
}

describe('a function of a file whose object has debug information', () => {
  const { ask } = evidenceOf({
    made: MADE,
    records: {
      'src/a.c': TEXT,
      'a.o': object({ own: ['kept'], inlined: ['small'], dropped: ['left'] }),
    },
  })

  it('is there with code of its own, or inlined', () => {
    expect(ask('src/a.c', 'kept')).toMatchObject({ state: 'own', images: ['app.elf'] })
    expect(ask('src/a.c', 'small')).toMatchObject({ state: 'inlined', images: ['app.elf'] })
  })

  it('is absent where the linker dropped it, or the preprocessor left it out', () => {
    expect(ask('src/a.c', 'left')).toMatchObject({ state: 'absent', cause: 'dropped-by-linker' })
    expect(ask('src/a.c', 'gone')).toMatchObject({ state: 'absent', cause: 'preprocessed-out' })
  })

  it('is unknown where the text defines no such function', () => {
    expect(ask('src/a.c', 'younger')).toMatchObject({
      state: 'unknown',
      cause: 'function-not-in-source',
    })
  })

  it('is asked by a glob too', () => {
    expect(ask('src/a.c', 'k*t')).toMatchObject({ state: 'own' })
    expect(ask('src/a.c', 'g*')).toMatchObject({ state: 'absent' })
    expect(ask('src/a.c', 'nothing*')).toMatchObject({ state: 'unknown' })
  })
})

describe('what compilers do not tell makes a function unknown', () => {
  it('where they forget what they inlined', () => {
    const { ask } = evidenceOf({
      made: MADE,
      records: {
        'src/a.c': TEXT,
        'a.o': { ...object({ own: ['kept'] }), forgetful: true } as CodeRecord,
      },
    })
    expect(ask('src/a.c', 'kept')).toMatchObject({ state: 'own' })
    expect(ask('src/a.c', 'gone')).toMatchObject({
      state: 'unknown',
      cause: 'function-without-debug-information',
    })
  })

  it('unless nothing that is in the image mentions it', () => {
    const { ask } = evidenceOf({
      made: MADE,
      records: {
        'src/a.c': TEXT,
        'a.o': {
          of: 'object',
          text: 100,
          debug: 'dwarf',
          forgetful: true,
          images: {
            'app.elf': [
              { file: 'src/a.c', own: ['kept'], inlined: [], dropped: ['left'], unused: ['gone'] },
            ],
          },
        },
      },
    })
    expect(ask('src/a.c', 'gone')).toMatchObject({ state: 'absent' })
    expect(ask('src/a.c', 'left')).toMatchObject({ state: 'absent' })
    expect(ask('src/a.c', 'small')).toMatchObject({ state: 'unknown' })
  })

  it('where they may have evaluated it themselves', () => {
    const { ask } = evidenceOf({
      made: MADE,
      records: {
        'src/a.c': { ...TEXT, constant: ['gone', 'left'] } as CodeRecord,
        'a.o': object({ own: ['kept'], dropped: ['left'] }),
      },
    })
    expect(ask('src/a.c', 'gone')).toMatchObject({ state: 'unknown' })
    expect(ask('src/a.c', 'left')).toMatchObject({ state: 'unknown' })
  })
})

describe('what is missing makes a function unknown', () => {
  const full = object({ own: ['kept'] })

  it.each<[string, Said, string]>([
    [
      'the list of what the text defines',
      { made: MADE, records: { 'a.o': full } },
      'source-text-unknown',
    ],
    [
      'debug information of the object',
      {
        made: MADE,
        records: {
          'src/a.c': TEXT,
          'a.o': { of: 'object', text: 9, debug: 'none', images: { 'app.elf': [] } },
        },
      },
      'function-without-debug-information',
    ],
    [
      'any record of the object',
      { made: MADE, records: { 'src/a.c': TEXT } },
      'function-without-debug-information',
    ],
    [
      'debug information of a second image',
      {
        made: { ...MADE, 'second.elf': ['a.o'] },
        records: { 'src/a.c': TEXT, 'a.o': full },
        images: ['app.elf', 'second.elf'],
      },
      'function-without-debug-information',
    ],
    [
      'a record of a second object of the file',
      {
        made: { 'a.o': ['src/a.c'], 'b.o': ['src/a.c'], 'app.elf': ['a.o', 'b.o'] },
        records: { 'src/a.c': TEXT, 'a.o': full },
      },
      'function-without-debug-information',
    ],
    [
      'an object: the image names the source alone',
      { made: { 'app.elf': ['src/a.c'] }, records: { 'src/a.c': TEXT, 'x.o': full } },
      'function-without-debug-information',
    ],
    [
      'the names of the text: a macro renames functions',
      { made: MADE, records: { 'src/a.c': TEXT, 'a.o': object({ own: ['z_gone'] }) } },
      'function-under-another-name',
    ],
    [
      'a path that ties functions to the file',
      {
        made: MADE,
        records: { 'src/a.c': TEXT, 'a.o': object({ own: ['gone'] }, 'old/a.c') },
      },
      'function-under-another-name',
    ],
  ])('%s', (_, said, cause) => {
    expect(evidenceOf(said).ask('src/a.c', 'gone')).toMatchObject({ state: 'unknown', cause })
  })

  it('but what is seen is there, whatever is missing', () => {
    const made = { ...MADE, 'second.elf': ['a.o'] }
    const said = { made, records: { 'a.o': full }, images: ['app.elf', 'second.elf'] }
    expect(evidenceOf(said).ask('src/a.c', 'kept')).toMatchObject({ state: 'own' })
  })
})

describe('an object without code', () => {
  const none: CodeRecord = { of: 'object', text: 0, debug: 'none', images: {} }

  it('has no function, whatever it is called', () => {
    const { ask, empty } = evidenceOf({ made: MADE, records: { 'a.o': none } })
    expect(ask('src/a.c', 'any')).toMatchObject({ state: 'absent', cause: 'compiled-empty' })
    expect(empty('src/a.c')).toHaveLength(1)
  })

  it('proves nothing if it is an intermediate of link-time optimization', () => {
    const { ask, empty } = evidenceOf({
      made: MADE,
      records: { 'a.o': { ...none, intermediate: true } },
    })
    expect(ask('src/a.c', 'any')).toMatchObject({ state: 'unknown' })
    expect(empty('src/a.c')).toBeUndefined()
  })

  it('proves nothing for a file that another object holds code of', () => {
    const { ask, empty } = evidenceOf({
      made: { 'a.o': ['src/a.c'], 'b.o': ['src/a.c'], 'app.elf': ['a.o', 'b.o'] },
      records: { 'src/a.c': TEXT, 'a.o': none, 'b.o': object({ own: ['gone'] }) },
    })
    expect(ask('src/a.c', 'gone')).toMatchObject({ state: 'own' })
    expect(ask('src/a.c', 'kept')).toMatchObject({ state: 'absent', cause: 'preprocessed-out' })
    expect(empty('src/a.c')).toBeUndefined()
  })
})

describe('a function of a header', () => {
  const made = { 'a.o': ['src/a.c'], 'b.o': ['src/b.c'], 'app.elf': ['a.o', 'b.o'] }
  const includes = { 'a.o': ['src/x.h'], 'b.o': ['src/x.h'] }
  const text: CodeRecord = { of: 'source', functions: ['inl', 'other'] }

  it('is there if one of the units that include it has it', () => {
    const records = {
      'src/x.h': text,
      'a.o': object({}),
      'b.o': object({ inlined: ['inl'] }, 'src/x.h'),
    }
    const { ask } = evidenceOf({ made, includes, records })
    expect(ask('src/x.h', 'inl')).toMatchObject({ state: 'inlined' })
    expect(ask('src/x.h', 'other')).toMatchObject({ state: 'absent' })
  })

  it('is unknown if one of them has no debug information', () => {
    const b: CodeRecord = { of: 'object', text: 5, debug: 'none', images: {} }
    const { ask } = evidenceOf({
      made,
      includes,
      records: { 'src/x.h': text, 'a.o': object({}), 'b.o': b },
    })
    expect(ask('src/x.h', 'inl')).toMatchObject({ state: 'unknown' })
  })
})

describe('two trees with files of one path', () => {
  const inventory = createInventory()
  const { builder, close } = inventory.open()
  for (const tree of ['one', 'two']) {
    builder.file(`${tree} source`, { path: 'src/main.c' })
    builder.file(`${tree} object`, { path: `${tree}.o` })
    builder.edge(`${tree} object`, 'generatedFrom', `${tree} source`)
    const text = JSON.stringify({ of: 'source', functions: ['start', 'stop'] })
    builder.annotate(`${tree} source`, { text: `${CODE_MARK} ${text}` })
    const code = object({ own: [tree === 'one' ? 'start' : 'stop'] }, 'src/main.c')
    builder.annotate(`${tree} object`, { text: `${CODE_MARK} ${JSON.stringify(code)}` })
  }
  builder.file('image', { path: 'app.elf' })
  for (const tree of ['one', 'two']) builder.edge('image', 'linksStatically', `${tree} object`)
  close({ ...FACTS, source: 'd' }, 'd')
  const sealed = inventory.seal()
  const files = [...sealed.files()]
  const image = files.find((node) => sealed.name(node) === 'app.elf') ?? 0
  const evidence = codeEvidence(sealed, [image], readCodeRecords(sealed))
  const [one = 0, two = 0] = files.filter((node) => sealed.name(node) === 'src/main.c')

  it('are told apart by the objects that were made of them', () => {
    expect(evidence.functionIn(one, 'start')).toMatchObject({ state: 'own' })
    expect(evidence.functionIn(one, 'stop')).toMatchObject({ state: 'absent' })
    expect(evidence.functionIn(two, 'start')).toMatchObject({ state: 'absent' })
    expect(evidence.functionIn(two, 'stop')).toMatchObject({ state: 'own' })
  })
})

describe('names', () => {
  const names = ['ns::Box::close', 'Box::operator()', 'copy.constprop.0', 'get<int>(int) const']
  const { ask } = evidenceOf({
    made: MADE,
    records: {
      'src/a.c': { of: 'source', functions: [...names, 'Box::open', 'SYSCALL_DEFINE2(read)'] },
      'a.o': object({ own: names }),
    },
  })

  it.each(['close', 'Box::close', 'ns::Box::close(int)', 'Box::operator()', 'copy', 'get'])(
    '%s is found however it is qualified',
    (name) => {
      expect(ask('src/a.c', name)).toMatchObject({ state: 'own' })
    },
  )

  it('of another scope are another function', () => {
    expect(ask('src/a.c', 'Lid::close')).toMatchObject({ state: 'unknown' })
    expect(ask('src/a.c', 'open')).toMatchObject({ state: 'absent' })
  })

  it('that a macro makes are unknown', () => {
    expect(ask('src/a.c', 'SYSCALL_DEFINE2(read)')).toMatchObject({
      state: 'unknown',
      cause: 'function-under-another-name',
    })
  })
})

describe('a record that is none', () => {
  it.each([
    ['{', 'it is no JSON'],
    ['[]', 'it is no object'],
    ['{"of":"image"}', '`of` is neither object nor source'],
    ['{"of":"source","functions":[1]}', '`functions` is no list of names'],
    ['{"of":"object","text":-1,"debug":"dwarf","images":{}}', '`text` is no number of bytes'],
    ['{"of":"object","text":0.5,"debug":"dwarf","images":{}}', '`text` is no number of bytes'],
    ['{"of":"object","text":0,"debug":"stabs","images":{}}', '`debug` is neither dwarf nor none'],
    ['{"of":"object","text":0,"debug":"none","images":[]}', '`images` is no object'],
    [
      '{"of":"object","text":0,"debug":"none","images":{"a":[{"file":"x","own":{}}]}}',
      'a file of a is not {file, own, inlined}',
    ],
  ])('%s is a remark and no evidence', (text, why) => {
    const { remarks, evidence } = evidenceOf({
      made: MADE,
      texts: { 'a.o': `${CODE_MARK} ${text}` },
    })
    expect(remarks).toEqual([`the record of code on a.o is not used: ${why}`])
    expect(evidence.speaks).toBe(false)
  })

  it('is one of two that differ', () => {
    const one = `${CODE_MARK} {"of":"object","text":0,"debug":"none","images":{}}`
    const { remarks, empty } = evidenceOf({
      made: MADE,
      records: { 'a.o': object({ own: ['kept'] }) },
      texts: { 'a.o': one },
    })
    expect(remarks).toEqual([
      'the record of code on a.o is not used: there are several that differ',
    ])
    expect(empty('src/a.c')).toBeUndefined()
  })

  it('may name what it likes', () => {
    const text = `${CODE_MARK} {"of":"object","text":1,"debug":"dwarf","images":{"__proto__":[],"constructor":[]}}`
    const { evidence, ask } = evidenceOf({ made: MADE, texts: { 'a.o': text } })
    expect(evidence.speaks).toBe(true)
    expect(ask('src/a.c', '__proto__')).toMatchObject({ state: 'unknown' })
  })
})
