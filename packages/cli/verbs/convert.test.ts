// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import type { Io } from '../io.ts'
import { run } from '../run.ts'

const scratch = mkdtempSync(join(tmpdir(), 'headwater-convert-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const MILL = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'mill',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://example.org/mill',
  creationInfo: { created: '2024-05-31T12:00:00Z', creators: ['Person: Jo'] },
  documentDescribes: ['SPDXRef-a'],
  packages: ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    SPDXID: `SPDXRef-${name}`,
    name,
    downloadLocation: 'NOASSERTION',
    licenseComments: 'asked',
  })),
})

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
  return { code: await run(argv, io), out, err }
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name)
  writeFileSync(path, content)
  return path
}

it('writes the document to standard output and the account to standard error', async () => {
  const { code, out, err } = await headwater(
    'convert',
    file('mill.json', MILL),
    '--to',
    'cyclonedx-1.6',
  )
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' })
  expect(err).toContain('spdx-2 2.3 to cyclonedx 1.6 json: 5 packages, 0 files')
  expect(err).toMatch(
    /5 {2}\/packages\/\*\/licenseComments: .*\/packages\/2\/licenseComments and 2 more/,
  )
  expect(err).toContain('nothing is lost')
})

it('writes a file in one piece, and the whole report as JSON', async () => {
  const folder = mkdtempSync(join(scratch, 'out-'))
  const output = join(folder, 'mill.xml')
  const report = join(folder, 'report.json')
  const source = file('mill.json.gz', gzipSync(MILL))
  const args = ['convert', source, '--to', 'cyclonedx-1.2-xml', '--output', output]
  const { code, out } = await headwater(...args, '--report', report)
  expect([code, out]).toEqual([0, ''])
  expect(readFileSync(output, 'utf8')).toContain('http://cyclonedx.org/schema/bom/1.2')
  const said = JSON.parse(readFileSync(report, 'utf8')) as { lost: { pointer: string }[] }
  expect(said.lost.map(({ pointer }) => pointer)).toContain('/packages/4/licenseComments')
  expect(readdirSync(folder).sort()).toEqual(['mill.xml', 'report.json'])
})

it('keeps what was there when the document is faulty', async () => {
  const output = file('kept.json', 'old')
  const broken = file('broken.json', MILL.replace('"SPDX-2.3"', '"SPDX-9.9"'))
  const { code, err } = await headwater('convert', broken, '--to', 'spdx-3.0.1', '--output', output)
  expect(code).toBe(3)
  expect(err).toContain('UNSUPPORTED_VERSION')
  expect(readFileSync(output, 'utf8')).toBe('old')
})

it('says which formats there are', async () => {
  const { code, err } = await headwater('convert', file('mill.json', MILL), '--to', 'spdx-4')
  expect(code).toBe(2)
  expect(err).toContain('formats are spdx-2.2, spdx-2.2-tag-value, spdx-2.3')
})

it('refuses what is no SBOM, and what is too large to be held', async () => {
  const other = await headwater('convert', file('x.json', '{"a":1}'), '--to', 'spdx-2.3')
  expect([other.code, other.err.includes('neither SPDX nor CycloneDX')]).toEqual([3, true])
  const mill = file('mill.json', MILL)
  const large = await headwater(
    'convert',
    mill,
    '--to',
    'spdx-2.3',
    '--limit',
    'wholeDocumentBytes=99',
  )
  expect(large.code).toBe(4)
  expect(large.err).toContain('must hold it whole in memory (limit wholeDocumentBytes')
})

it('says that a place cannot be written to', async () => {
  const nowhere = join(scratch, 'no', 'such', 'folder.json')
  const { code, err } = await headwater(
    'convert',
    file('mill.json', MILL),
    '--to',
    'spdx-2.3',
    '--output',
    nowhere,
  )
  expect(code).toBe(2)
  expect(err).toContain('could not be written')
})
