// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { CODE_MARK, type ObjectCode } from '../code/index.ts'
import { createInventory } from '../inventory/index.ts'
import type { Report, ReportFinding } from '../report/index.ts'
import type { Verdict } from '../triage/index.ts'
import { compare } from './index.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: '2.3',
  syntax: 'json',
  creators: [],
  tools: [],
  sbomTypes: [],
}

interface Build {
  /** Path and letter of its digest; `-` for none. */
  readonly files: Readonly<Record<string, string>>
  readonly packages?: Readonly<Record<string, string>>
  /** Own and inlined functions of `a.c` in the image. */
  readonly functions?: readonly [readonly string[], readonly string[]]
  readonly root?: string
}

function inventoryOf({ files, packages = {}, functions, root = '' }: Build) {
  const inventory = createInventory()
  const { builder, close } = inventory.open()
  for (const [path, letter] of Object.entries(files)) {
    const digests = letter === '-' ? [] : [{ algorithm: 'sha256', value: letter.repeat(64) }]
    builder.file(path, { path: root + path, digests })
  }
  for (const [purl, version] of Object.entries(packages)) {
    builder.package(purl, { name: purl, version, purls: [`${purl}@${version}`] })
  }
  const has = (path: string): boolean => files[path] !== undefined
  for (const unit of ['a', 'b']) {
    if (!has(`${unit}.o`)) continue
    builder.edge(`${unit}.o`, 'generatedFrom', `${unit}.c`)
    if (has('app.elf')) builder.edge('app.elf', 'linksStatically', `${unit}.o`)
  }
  if (functions !== undefined) {
    const [own, inlined] = functions
    const images = { [`${root}app.elf`]: [{ file: `${root}a.c`, own, inlined }] }
    const record: ObjectCode = { of: 'object', text: 1, debug: 'dwarf', images }
    builder.annotate('a.o', { text: `${CODE_MARK} ${JSON.stringify(record)}` })
  }
  close({ ...FACTS, source: 'd' }, 'd')
  return { inventory: inventory.seal() }
}

const BUILD: Build = {
  files: { 'app.elf': '1', 'a.o': '2', 'a.c': '3', 'b.c': '4' },
  functions: [['kept', 'gone'], ['small']],
}

describe('two builds', () => {
  it('that are one differ in nothing', () => {
    const { packages, files, images } = compare(inventoryOf(BUILD), inventoryOf(BUILD))
    expect(packages).toEqual({ added: [], removed: [], changed: [], unchanged: 0 })
    expect(files).toMatchObject({ added: [], removed: [], changed: [], moved: [], unchanged: 4 })
    expect(images).toEqual([
      {
        name: 'app.elf',
        state: 'unchanged',
        files: { appeared: [], disappeared: [] },
        functions: { appeared: [], disappeared: [], kept: 3 },
      },
    ])
  })

  it('in two folders are told apart by what is in them', () => {
    const [a, b] = ['/home/a/build/', '/home/b/build/'].map((root) => ({ ...BUILD, root }))
    if (a === undefined || b === undefined) throw new Error('two')
    expect(compare(inventoryOf(a), inventoryOf(b))).toEqual(
      compare(inventoryOf(BUILD), inventoryOf(BUILD)),
    )
  })

  it('differ in files, added, removed, changed and moved', () => {
    const files = { 'app.elf': '5', 'a.o': '2', 'a.c': '3', 'c.c': '4', 'd.c': '9', 'e.c': '-' }
    const from = { ...BUILD, files: { ...BUILD.files, 'f.c': '7', 'e.c': '8' } }
    const { files: changes } = compare(inventoryOf(from), inventoryOf({ ...BUILD, files }))
    expect(changes).toEqual({
      added: [{ path: 'd.c', role: 'source' }],
      removed: [{ path: 'f.c', role: 'source' }],
      changed: [{ path: 'app.elf', role: 'image' }],
      moved: [{ from: 'b.c', to: 'c.c', role: 'source' }],
      unchanged: 2,
      unknown: 1,
    })
  })

  it('differ in what went into an image, sources and functions', () => {
    const files = { ...BUILD.files, 'app.elf': '5', 'b.o': '6' }
    const to: Build = { ...BUILD, files, functions: [['kept', 'small'], ['fresh']] }
    expect(compare(inventoryOf(BUILD), inventoryOf(to)).images).toEqual([
      {
        name: 'app.elf',
        state: 'changed',
        files: { appeared: ['b.c'], disappeared: [] },
        functions: {
          appeared: [{ file: 'a.c', name: 'fresh', state: 'inlined' }],
          disappeared: [{ file: 'a.c', name: 'gone', state: 'own' }],
          kept: 2,
        },
      },
    ])
  })

  it('of which one does not say its functions are compared without them', () => {
    const to = { files: BUILD.files }
    expect(compare(inventoryOf(BUILD), inventoryOf(to)).images[0]).not.toHaveProperty('functions')
  })

  it('differ in packages and their versions', () => {
    const from = { files: {}, packages: { 'pkg:npm/a': '1', 'pkg:npm/b': '1', 'pkg:npm/c': '1' } }
    const to = { files: {}, packages: { 'pkg:npm/a': '1', 'pkg:npm/b': '2', 'pkg:npm/d': '1' } }
    expect(compare(inventoryOf(from), inventoryOf(to)).packages).toEqual({
      added: [{ name: 'npm/d', versions: ['1'] }],
      removed: [{ name: 'npm/c', versions: ['1'] }],
      changed: [{ name: 'npm/b', from: ['1'], to: ['2'] }],
      unchanged: 1,
    })
  })
})

describe('verdicts', () => {
  const finding = (id: string, verdict: Verdict, version = '1'): ReportFinding => ({
    vulnerability: { id, aliases: [] },
    exploited: [],
    component: {
      name: 'thing',
      version,
      purls: [`pkg:generic/thing@${version}`],
      cpes: [],
      identifiedBy: 'document',
      documents: [0],
    },
    verdict,
    rule: verdict === 'affected' ? 'code-in-image' : 'all-absent',
    reason: `because of ${id}`,
    locations: [],
    evidence: [],
    fixedIn: [],
    references: [],
  })
  const withFindings = (...findings: ReportFinding[]) => ({
    ...inventoryOf({ files: {} }),
    // only findings are looked at
    report: { findings } as unknown as Report,
  })

  it('change, appear and disappear, over versions of a component', () => {
    const from = withFindings(
      finding('A', 'affected'),
      finding('B', 'affected'),
      finding('C', 'unknown'),
    )
    const to = withFindings(
      finding('A', 'affected', '2'),
      finding('B', 'not_affected', '2'),
      finding('D', 'affected', '2'),
    )
    expect(compare(from, to).verdicts).toMatchObject({
      appeared: [{ vulnerability: 'D', component: 'thing 2', verdict: 'affected' }],
      disappeared: [{ vulnerability: 'C', component: 'thing 1' }],
      changed: [{ vulnerability: 'B', verdict: 'not_affected', before: { verdict: 'affected' } }],
      unchanged: 1,
    })
  })

  it('are those of the worse of two versions in one set', () => {
    const both = withFindings(finding('A', 'not_affected', '1'), finding('A', 'affected', '2'))
    expect(compare(both, withFindings(finding('A', 'affected', '2'))).verdicts).toMatchObject({
      changed: [],
      unchanged: 1,
    })
  })
})
