// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { goFunctionsOf, readCodeRecords, type GoProgram } from '../code/index.ts'
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
  'main.main.Middleware.func1',
  'net/textproto.(*Reader).ReadMIMEHeader',
  'net/http.HandlerFunc.ServeHTTP',
  'regexp.Compile',
  'regexp.init.0',
]

interface Said {
  readonly names?: readonly string[]
  readonly files?: readonly string[]
  readonly hasInlined?: boolean
  readonly program?: Partial<GoProgram>
  /** Documents beside that of the program in which the module stands. */
  readonly elsewhere?: number
}

function judge(symbols: readonly Partial<SymbolPlace>[], said: Said = {}) {
  const { names = NAMES, files = [], hasInlined = true, elsewhere = 0 } = said
  const inventory = createInventory()
  for (let i = 0; i <= elsewhere; i++) {
    const { builder, close } = inventory.open()
    builder.package('m', { name: 'example.com/lib', version: 'v1.0.0' })
    const facts = { format: 'elf', specVersion: '', syntax: 'binary', creators: [], tools: [] }
    close({ ...facts, sbomTypes: [], source: `d${i}` }, String(i))
  }
  const sealed = inventory.seal()
  const functions = goFunctionsOf(
    { names: new Set(names), files: new Set(files), hasInlined },
    { minor: 22, mainPath: 'example.com/app', replacements: [], ...said.program },
  )
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
    ['a package with types alone', 'example.com/lib/only/types', [], 'affected'],
    ['one that went into another down to its closure', sub, ['Middleware'], 'affected'],
    ['one with other capitals', 'net/textproto', ['Reader.ReadMimeHeader'], 'affected'],
    ['one that is not the exported one', 'regexp', ['compile'], 'not_affected'],
    ["an interface's, of which a type is there", 'net/http', ['Handler.ServeHTTP'], 'affected'],
    ['one with the name of its package', 'regexp', ['regexp.Compile'], 'affected'],
    ['one of several initializers', 'regexp', ['init#1'], 'affected'],
    ['one of the main package', 'example.com/app', ['main'], 'affected'],
    ['one that the main package has not', 'example.com/app', ['Serve'], 'not_affected'],
  ])('%s', (_, path, symbols, verdict) => {
    expect(judge([{ package: path, symbols }])).toMatchObject({ verdict })
  })

  it.each<[string, string, Said, string]>([
    [
      'the module was built in the place of another',
      'fork.org/yaml',
      {
        program: { replacements: [{ path: yaml, by: 'fork.org/yaml' }] },
      },
      'affected',
    ],
    ['another was', 'fork.org/yaml', {}, 'not_affected'],
    [
      'the main package has no name',
      'example.com/lib/cmd/tool',
      {
        names: [...NAMES, 'main.Unmarshal'],
        program: { mainPath: 'command-line-arguments' },
      },
      'affected',
    ],
    [
      'only the symbol table has it',
      'example.com/vars',
      {
        program: { symbols: ['example.com/vars.Unmarshal'] },
      },
      'affected',
    ],
    [
      'a source of the package is there',
      'example.com/Upper/lib',
      {
        files: ['/mod/example.com/!upper@v1.0.0/lib/a.go'],
      },
      'affected',
    ],
    [
      'its namesake of the standard library is',
      'golang.org/x/net/idna',
      {
        names: [...NAMES, 'vendor/golang.org/x/net/idna.ToASCII'],
        files: ['/go/src/vendor/golang.org/x/net/idna/idna.go'],
      },
      'not_affected',
    ],
  ])('are known where %s', (_, path, said, verdict) => {
    expect(judge([{ package: path, symbols: ['Unmarshal'] }], said)).toMatchObject({ verdict })
  })

  it('before Go 1.21 are not told to be missing from a package that is there', () => {
    const said = { program: { minor: 20 } }
    expect(judge([{ package: yaml, symbols: ['Marshal'] }], said)).toMatchObject({
      verdict: 'affected',
      rule: 'function-without-debug-information',
    })
    expect(judge([{ package: 'example.com/none', symbols: ['F'] }], said)).toMatchObject({
      verdict: 'not_affected',
    })
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
