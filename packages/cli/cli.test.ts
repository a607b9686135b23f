// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, describe, expect, it } from 'vitest'
import { readOpenVex } from '@headwater/formats/openvex'
import { readCsaf } from '@headwater/formats/csaf'
import { readCycloneDx } from '@headwater/formats/cyclonedx'
import { sourceOfText } from '@headwater/formats/source'
import type { Io } from './io.ts'
import { run } from './run.ts'
import { VERSION } from './version.ts'

const root = join(import.meta.dirname, '..', '..')
const sample = relative(process.cwd(), join(root, 'samples', 'lantern', 'sbom', 'minimal'))
const scratch = mkdtempSync(join(tmpdir(), 'headwater-cli-'))
afterAll(() => rmSync(scratch, { recursive: true }))

async function headwater(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: () => new Date('2026-11-22T12:00:00Z'),
    env: {},
  }
  const code = await run(argv, io)
  return { code, out, err }
}

function file(name: string, text: string): string {
  const path = join(scratch, name)
  writeFileSync(path, text)
  return path
}

describe('headwater check of what says nothing', () => {
  const advisories = join(root, 'samples', 'portal', 'advisories')

  it('refuses a folder without an SBOM', async () => {
    const { code, err } = await headwater('check', advisories, '--advisories', advisories)
    expect(code).not.toBe(0)
    expect(err).toContain('holds no SBOM')
  })

  it('does not call a document without components safe', async () => {
    const empty = file(
      'empty.cdx.json',
      '{"bomFormat":"CycloneDX","specVersion":"1.5","version":1}',
    )
    const args = ['check', empty, '--advisories', advisories, '--fail-on', 'unknown']
    const { code, out } = await headwater(...args)
    expect(code).toBe(1)
    expect(out).toContain('does not mean safe')
  })

  it('counts a component whose purl is none among those that nobody identified', async () => {
    const component = '{"type":"library","name":"bad","purl":"pkg:npm"}'
    const bad = file(
      'bad.cdx.json',
      `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[${component}]}`,
    )
    const args = ['check', bad, '--advisories', advisories, '--fail-on', 'unknown']
    expect((await headwater(...args)).code).toBe(1)
  })
})

describe('headwater check', () => {
  it.each(['table', 'json', 'sarif', 'openvex', 'csaf', 'cyclonedx', 'markdown', 'html'])(
    'prints %s as in the golden file',
    async (format) => {
      const { code, out, err } = await headwater(
        'check',
        sample,
        '--format',
        format,
        '--author',
        'Sample Author',
      )
      expect({ code, err }).toEqual({ code: 0, err: '' })
      await expect(out).toMatchFileSnapshot(
        join(import.meta.dirname, 'golden', `check.${format}.txt`),
      )
    },
  )

  it('prints JSON that its published schema accepts', async () => {
    const schema: unknown = JSON.parse(
      readFileSync(join(root, 'docs', 'reference', 'report.schema.json'), 'utf8'),
    )
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema as object)
    for (const folder of ['lantern/sbom/minimal', 'lantern/sbom/full', 'busybox', 'portal']) {
      const { out } = await headwater('check', join(root, 'samples', folder), '--format', 'json')
      validate(JSON.parse(out))
      expect(validate.errors ?? [], folder).toEqual([])
    }
  })

  it('prints VEX that our own readers accept', async () => {
    const openvex = await headwater('check', sample, '--format', 'openvex')
    expect(readOpenVex('x', openvex.out).remarks).toEqual([])
    const csaf = await headwater('check', sample, '--format', 'csaf')
    expect(readCsaf('x', csaf.out).remarks).toEqual([])
    const cyclonedx = await headwater('check', sample, '--format', 'cyclonedx')
    const document = await readCycloneDx(sourceOfText('x', cyclonedx.out))
    expect(document.vulnerabilities).toHaveLength(16)
  })

  it('explains one vulnerability from the advisory to the image', async () => {
    const { out } = await headwater('check', sample, '--explain', 'CVE-1900-0001')
    await expect(out).toMatchFileSnapshot(join(import.meta.dirname, 'golden', 'explain.txt'))
    expect((await headwater('check', sample, '--explain', 'CVE-1999-9999')).out).toContain(
      'no component',
    )
  })

  it('lists what was dropped when asked', async () => {
    expect((await headwater('check', sample, '--show', 'dropped')).out).toContain('DROPPED  ')
  })

  it('ends with the exit code of --fail-on', async () => {
    expect((await headwater('check', sample, '--fail-on', 'affected')).code).toBe(1)
    expect((await headwater('check', sample, '--fail-on', 'none')).code).toBe(0)
    expect((await headwater('check', sample, '--fail-on', 'sometimes')).code).toBe(2)
  })

  it('writes each format to its own file', async () => {
    const table = join(scratch, 'out.txt')
    const { code, out } = await headwater(
      'check',
      sample,
      '--format',
      'table',
      '--output',
      table,
      '--format',
      'markdown',
    )
    expect(code).toBe(0)
    expect(out).toContain('# Headwater check')
    expect(readFileSync(table, 'utf8')).toContain('AFFECTED')
  })

  it('never calls a set of components that nobody identified safe', async () => {
    const empty = file(
      'nobody.spdx',
      'SPDXVersion: SPDX-2.2\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\nDocumentNamespace: https://example.org/x\nCreator: Tool: Zephyr SPDX builder\nCreated: 2026-11-22T00:00:00Z\n\nPackageName: zephyr-sources\nSPDXID: SPDXRef-z\nPackageDownloadLocation: NOASSERTION\nFilesAnalyzed: false\n',
    )
    const { out, code } = await headwater(
      'check',
      empty,
      '--advisories',
      join(root, 'samples/portal/advisories'),
      '--fail-on',
      'unknown',
    )
    expect(out).toContain('does not mean safe')
    expect(out).toContain(
      "--identify 'zephyr-sources=pkg:github/zephyrproject-rtos/zephyr@VERSION'",
    )
    expect(code).toBe(1)
  })
})

describe('what is wrong is said', () => {
  it('of every broken document at once, with the place, and nothing is judged', async () => {
    const one = file('one.json', '{"spdxVersion":"SPDX-2.3",\n "name": tru}')
    const two = file(
      'two.json',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"nothing"}]}',
    )
    const { code, out, err } = await headwater(
      'check',
      one,
      two,
      '--advisories',
      join(root, 'samples/portal/advisories'),
    )
    expect(code).toBe(3)
    expect(out).toBe('')
    expect(err).toContain('line 2, column 13')
    expect(err).toContain('/components/0')
  })

  it.each([
    [['check'], 2],
    [['check', 'no-such-file'], 3],
    [['check', join(root, 'README.md')], 3],
    [['check', sample, '--format', 'pdf'], 2],
    [['check', sample, '--identify', 'nobody'], 2],
    [['check', sample, '--identify', 'nobody=pkg:npm/x@1'], 2],
    [['check', sample, '--limit', 'depth=0'], 2],
    [['check', sample, '--limit', 'nothing=1'], 2],
    [['check', sample, '--locations', 'no-such-file'], 2],
    [['frobnicate'], 2],
  ])('%j ends with %i and a sentence on standard error', async (argv, code) => {
    const result = await headwater(...argv)
    expect(result.code).toBe(code)
    expect(result.err).not.toBe('')
    expect(result.err).not.toContain('INTERNAL')
    expect(result.out).toBe('')
  })

  it('without letting names paint the terminal', async () => {
    const hostile = file(
      'hostile.json',
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.5',
        components: [{ type: 'library', name: '\u001b[2J\u202egpj.exe' }],
      }),
    )
    const { out } = await headwater(
      'check',
      hostile,
      '--advisories',
      join(root, 'samples/portal/advisories'),
    )
    expect(out).toContain('\\u001b[2J\\u202egpj.exe')
  })
})

describe('headwater inspect', () => {
  it('tells what documents say, how they link and what nobody identified', async () => {
    const { out } = await headwater('inspect', sample)
    await expect(out).toMatchFileSnapshot(join(import.meta.dirname, 'golden', 'inspect.txt'))
  })
})

describe('small helpers', () => {
  it('read purls', async () => {
    expect((await headwater('purl', 'pkg:npm/%40angular/core@1.0?b=1')).out).toContain(
      'npm @angular/core',
    )
    expect((await headwater('purl', 'nonsense')).code).toBe(3)
  })

  it('compare versions by their ecosystem', async () => {
    expect((await headwater('version-compare', 'deb', '1:1.0', '2.0')).out).toBe('1:1.0 > 2.0\n')
    expect((await headwater('version-compare', 'nope', '1', '2')).code).toBe(2)
  })
})

it('prints its help as in the golden file', async () => {
  const { out } = await headwater('--help')
  await expect(out).toMatchFileSnapshot(join(import.meta.dirname, 'golden', 'help.txt'))
})

it('knows its own version', () => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'),
  ) as { version: string }
  expect(VERSION).toBe(version)
})
