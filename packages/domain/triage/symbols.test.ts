// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { goFunctionsOf, readCodeRecords } from '../code/index.ts'
import { createInventory } from '../inventory/index.ts'
import { triage, type SymbolPlace } from './index.ts'

const NAMES = [
  'runtime.main',
  'main.main',
  'gopkg.in/yaml%2ev3.(*parser).peek',
  'gopkg.in/yaml%2ev3.Unmarshal[...]',
  'example.com/lib/sub.Serve.func1',
  'example.com/lib/sub.Server.Close-fm',
  'type:.eq.example.com/lib/only/types.T',
]

interface Said {
  readonly names?: readonly string[]
  readonly hasInlined?: boolean
  /** Documents beside that of the program in which the module stands. */
  readonly elsewhere?: number
}

function judge(symbols: readonly Partial<SymbolPlace>[], said: Said = {}) {
  const { names = NAMES, hasInlined = true, elsewhere = 0 } = said
  const inventory = createInventory()
  for (let i = 0; i <= elsewhere; i++) {
    const { builder, close } = inventory.open()
    builder.package('m', { name: 'example.com/lib', version: 'v1.0.0' })
    const facts = { format: 'elf', specVersion: '', syntax: 'binary', creators: [], tools: [] }
    close({ ...facts, sbomTypes: [], source: `d${i}` }, String(i))
  }
  const sealed = inventory.seal()
  const functions = goFunctionsOf({ names: new Set(names), hasInlined })
  const program = { name: 'app', document: 0, os: 'linux', architecture: 'amd64' }
  return triage(
    sealed,
    [
      {
        subject: 1,
        component: sealed.packages(),
        range: 'in',
        places: [],
        symbols: symbols.map((each) => ({ package: '', symbols: [], basis: 'GO-1', ...each })),
      },
    ],
    readCodeRecords(sealed),
    {
      images: [],
      textOf: () => undefined,
      programs: functions === undefined ? [] : [{ ...program, functions }],
    },
  ).judged[0]
}

describe('functions of a program of Go', () => {
  const yaml = 'gopkg.in/yaml.v3'
  const sub = 'example.com/lib/sub'

  it.each<[string, string, readonly string[], string]>([
    ['a method, whatever its receiver', yaml, ['parser.peek'], 'affected'],
    ['one with type arguments', yaml, ['Unmarshal'], 'affected'],
    ['one of which a closure is left', sub, ['Serve'], 'affected'],
    ['one that is bound', sub, ['Server.Close'], 'affected'],
    ['one of several', yaml, ['Marshal', 'Unmarshal'], 'affected'],
    ['a package as a whole', sub, [], 'affected'],
    ['one that the linker left out', yaml, ['Marshal'], 'not_affected'],
    ['one that begins like another', sub, ['Server.Clos'], 'not_affected'],
    ['a package of which nothing is there', 'example.com/lib/none', [], 'not_affected'],
    ['a package with types alone', 'example.com/lib/only/types', [], 'not_affected'],
  ])('%s', (_, path, symbols, verdict) => {
    expect(judge([{ package: path, symbols }])).toMatchObject({ verdict })
  })

  it('are those of every package that a record names', () => {
    const places = [
      { package: yaml, symbols: ['Marshal'] },
      { package: sub, symbols: ['Serve'] },
    ]
    expect(judge(places)).toMatchObject({
      verdict: 'affected',
      rule: 'code-in-image',
      reason: 'Serve of example.com/lib/sub is in app',
    })
  })

  it('concern the systems that the record names', () => {
    const place = { package: sub, symbols: ['Serve'] }
    expect(judge([{ ...place, os: ['windows'] }])).toMatchObject({
      verdict: 'not_affected',
      reason: 'example.com/lib/sub is vulnerable on windows only, for which app was not built',
    })
    expect(judge([{ ...place, os: ['linux'], architectures: ['amd64'] }])).toMatchObject({
      verdict: 'affected',
    })
  })

  it('prove presence only where inlined ones are not named', () => {
    const said = { hasInlined: false }
    expect(judge([{ package: yaml, symbols: ['Marshal'] }], said)).toMatchObject({
      verdict: 'affected',
      rule: 'function-without-debug-information',
    })
    expect(judge([{ package: yaml, symbols: ['Unmarshal'] }], said)).toMatchObject({
      rule: 'code-in-image',
    })
  })

  it.each<[string, Said]>([
    ['names are hidden', { names: ['a.b', 'c.d'] }],
    ['the module is in another document too', { elsewhere: 1 }],
  ])('prove nothing where %s', (_, said) => {
    expect(judge([{ package: yaml, symbols: ['Marshal'] }], said)).toMatchObject({
      verdict: 'affected',
      rule: 'location-unknown',
    })
  })
})
