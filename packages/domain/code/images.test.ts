// SPDX-License-Identifier: Apache-2.0
import type { CodeUnit, FunctionCode, ImageCode } from '@headwater/formats/dwarf'
import type { ElfSymbol } from '@headwater/formats/elf'
import { describe, expect, it } from 'vitest'
import { createInventory } from '../inventory/index.ts'
import {
  CODE_MARK,
  codeEvidence,
  readCodeRecords,
  type CodeRecord,
  type GivenImage,
  type TextFunction,
} from './index.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: '2.3',
  syntax: 'json',
  creators: [],
  tools: [],
  sbomTypes: [],
}

function unit(source: string, functions: readonly Partial<FunctionCode>[]): CodeUnit {
  return {
    source,
    lto: false,
    live: true,
    forgetful: false,
    complete: true,
    functions: functions.map((each) => ({ name: '', file: source, presence: 'own', ...each })),
    files: [],
  }
}

function symbol(name: string, value: number, more: Partial<ElfSymbol> = {}): ElfSymbol {
  return {
    name,
    value,
    size: 4,
    bind: 'global',
    type: 'function',
    visibility: 'default',
    section: 1,
    ...more,
  }
}

interface Said {
  readonly made: Readonly<Record<string, readonly string[]>>
  readonly records?: Readonly<Record<string, CodeRecord>>
  readonly code?: Partial<ImageCode>
  readonly symbols?: readonly ElfSymbol[] | undefined
  readonly isAlone?: boolean
  readonly text?: readonly TextFunction[]
}

/** What an image `app.elf` says of functions of `src/a.c`. */
function ask(said: Said, name: string) {
  const { made, records = {}, code = {}, isAlone = false } = said
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
  for (const [path, record] of Object.entries(records)) {
    builder.annotate(file(path), { text: `${CODE_MARK} ${JSON.stringify(record)}` })
  }
  close({ ...FACTS, source: 'd' }, 'd')
  const sealed = inventory.seal()
  const nodeOf = (path: string): number =>
    [...sealed.files()].find((node) => sealed.name(node) === path) ?? -1
  const image: GivenImage = {
    nodes: [nodeOf('app.elf')],
    code: { debug: 'full', units: UNITS, remarks: [], uncovered: [], ...code },
    symbols: 'symbols' in said ? said.symbols : [symbol('kept', 1)],
    isAlone,
  }
  const text = said.text ?? TEXT
  const evidence = codeEvidence(sealed, [nodeOf('app.elf')], readCodeRecords(sealed), {
    images: [image],
    textOf: (node) =>
      sealed.name(node) === 'src/a.c' ? { functions: text, usesOf: () => [] } : undefined,
  })
  return evidence.functionIn(nodeOf('src/a.c'), name)
}

const MADE = { 'a.o': ['src/a.c'], 'app.elf': ['a.o'] }
const A = '/build/src/a.c'
const UNITS = [
  unit(A, [
    { name: 'kept', line: 1 },
    { name: 'left', line: 5, presence: 'dropped' },
  ]),
]
const TEXT: readonly TextFunction[] = [
  { name: 'kept', startLine: 1, endLine: 3 },
  { name: 'left', startLine: 5, endLine: 7 },
  { name: 'gone', startLine: 9, endLine: 12 },
]

const MISSING = { state: 'unknown', cause: 'function-without-debug-information' }

describe('an image that was looked into', () => {
  it('says what is there, what was dropped, and what was left out', () => {
    expect(ask({ made: MADE }, 'kept')).toMatchObject({ state: 'own', images: ['app.elf'] })
    expect(ask({ made: MADE }, 'left')).toMatchObject({ cause: 'dropped-by-linker' })
    expect(ask({ made: MADE }, 'gone')).toMatchObject({ cause: 'preprocessed-out' })
    expect(ask({ made: MADE }, 'younger')).toMatchObject({ cause: 'function-not-in-source' })
  })

  it.each<[string, Partial<Said>]>([
    ['has no debug information', { code: { debug: 'none', units: [] } }],
    ['has none of this object', { code: { units: [unit('/build/src/b.c', [])] } }],
    ['has debug information that is not understood', { code: { remarks: ['version 6'] } }],
    [
      'has its functions in another file',
      { code: { units: [{ ...unit(A, []), splitInto: 'a.dwo' }] } },
    ],
    ['describes this object in part', { code: { units: [{ ...unit(A, []), complete: false }] } }],
    [
      'was optimized as a whole and is described in part',
      { code: { units: [...UNITS, { ...unit('/b.c', []), lto: true, complete: false }] } },
    ],
    ['has no symbols to check that against', { symbols: undefined }],
    ['has a symbol that nothing describes', { symbols: [symbol('gone', 7)] }],
    [
      'has two functions of that name, and debug information of one',
      {
        symbols: [symbol('gone', 7), symbol('gone', 9)],
        code: { units: [...UNITS, unit('/build/src/other.c', [{ name: 'gone' }])] },
      },
    ],
    [
      'places it nowhere',
      { code: { units: [unit(A, [{ name: 'gone', line: 9, presence: 'unplaced' }])] } },
    ],
    [
      'has one unit for two objects',
      { made: { 'a.o': ['src/a.c'], 'a2.o': ['src/a.c'], 'app.elf': ['a.o', 'a2.o'] } },
    ],
  ])('proves nothing where it %s', (_, said) => {
    expect(ask({ made: MADE, ...said }, 'gone')).toMatchObject(MISSING)
  })

  it('is not troubled by a static function of that name in another file', () => {
    const local = symbol('gone', 7, { bind: 'local', file: 'b.c' })
    expect(ask({ made: MADE, symbols: [local] }, 'gone')).toMatchObject({ state: 'absent' })
    const own = symbol('gone', 7, { bind: 'local', file: 'a.c' })
    expect(ask({ made: MADE, symbols: [own] }, 'gone')).toMatchObject(MISSING)
  })

  it('takes a member of an archive that was not pulled in for absent if the object tells of its debug information', () => {
    const made = { 'a.o': ['src/a.c'], 'lib.a': ['a.o'], 'app.elf': ['lib.a'] }
    const code = { units: [unit('/build/src/b.c', [])] }
    expect(ask({ made, code }, 'gone')).toMatchObject(MISSING)
    const record: CodeRecord = { of: 'object', text: 9, debug: 'dwarf', images: {} }
    expect(ask({ made, code, records: { 'a.o': record } }, 'gone')).toMatchObject({
      state: 'absent',
    })
  })

  it('sees through names that a macro made', () => {
    const code = { units: [unit(A, [{ name: 'z_gone', line: 10 }])] }
    expect(ask({ made: MADE, code }, 'gone')).toMatchObject({ state: 'own', as: 'z_gone' })
    expect(ask({ made: MADE, code }, 'left')).toMatchObject({ state: 'absent' })
  })

  it('does not believe a text in which functions stand elsewhere', () => {
    const text = TEXT.map((each) => ({
      ...each,
      startLine: each.startLine + 4,
      endLine: each.endLine + 4,
    }))
    expect(ask({ made: MADE, text }, 'gone')).toMatchObject({ cause: 'source-text-unknown' })
  })

  it('looks for functions of C++ under their symbols', () => {
    const text = [{ name: 'Box::gone', startLine: 9, endLine: 12 }]
    const symbols = [symbol('_ZN3Box4goneEv', 7)]
    expect(ask({ made: MADE, symbols, text }, 'Box::gone')).toMatchObject(MISSING)
    expect(
      ask({ made: MADE, symbols: [symbol('_ZN3Box5goneXEv', 7)], text }, 'Box::gone'),
    ).toMatchObject({ state: 'absent' })
  })
})

describe('symbols of C++ that no debug information accounts for', () => {
  const said = {
    made: { 'src/a.o': ['src/a.c'], 'app.elf': ['src/a.o'] },
    code: { units: [unit('src/a.c', [{ name: 'other', linkageName: '_Z5otherv' }])] },
    text: ['other', 'Socket::~Socket', 'Socket::operator()', 'Socket::operator bool', 'read'].map(
      (name, i) => ({ name, startLine: 10 * i + 1, endLine: 10 * i + 9 }),
    ),
  }

  it.each([
    ['Socket::~Socket', '_ZN3net6SocketD2Ev', 'unknown'],
    ['Socket::operator()', '_ZNK3net6SocketclEi', 'unknown'],
    ['Socket::operator bool', '_ZNK3net6SocketcvbEv', 'unknown'],
    ['read', '_ZZN12_GLOBAL__N_14readEvENKUlvE_clEv', 'unknown'],
    ['read', '_ZN3net4read99', 'unknown'],
    ['read', '_Z5closeIN3net4readEEvT_', 'absent'],
  ])('leave %s in doubt, if they may name it: %s', (name, stray, state) => {
    const symbols = [symbol('_Z5otherv', 1), symbol(stray, 2)]
    expect(ask({ ...said, symbols }, name)).toMatchObject({ state })
  })
})

describe('snippets of lines', () => {
  const lineOf = (tools: readonly string[]) => {
    const inventory = createInventory()
    const { builder, close } = inventory.open()
    for (const path of ['src/a.c', 'app.elf']) builder.file(path, { path })
    builder.snippet('s', { file: 'src/a.c', lineRange: [2, 3] })
    builder.edge('app.elf', 'linksStatically', 'src/a.c')
    close({ ...FACTS, source: 'd', tools }, 'd')
    const sealed = inventory.seal()
    const [source = 0, image = 0] = [...sealed.files()]
    const evidence = codeEvidence(sealed, [image], readCodeRecords(sealed), {
      images: [],
      textOf: () => ({ functions: TEXT, usesOf: () => [] }),
    })
    return (name: string) => evidence.functionIn(source, name)
  }

  it('that Zephyr wrote prove presence, and no absence', () => {
    const asked = lineOf(['Zephyr SPDX builder'])
    expect(asked('kept')).toMatchObject({
      state: 'own',
      level: 'line-in-image',
      images: ['app.elf'],
    })
    expect(asked('gone')).toMatchObject(MISSING)
  })

  it('of other tools say nothing of an image', () => {
    expect(lineOf(['scanner of licences'])('kept')).toMatchObject(MISSING)
  })
})
