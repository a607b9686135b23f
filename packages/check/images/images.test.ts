// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildAdvisoryIndex, createAdvisoryReader } from '@headwater/domain/matching'
import type { ReportFinding } from '@headwater/domain/report'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { runCheck } from '../run/index.ts'
import { ImageError, lookInto } from './index.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const DEMO = join(FIXTURES, 'demo.elf')
const SOURCE = join(FIXTURES, 'demo-1.0')
const SHA256 = '2ec7845f66517dfa63690314c5bddec28554a2657f9850f57cc17df4b9f6349a'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-images-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

type Json = Readonly<Record<string, unknown>>

function save(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

/** The component alone, as a scanner of packages lists it. */
function sbom(more: readonly Json[] = [], dependencies: readonly Json[] = []): string {
  const demo = { type: 'library', name: 'demo', version: '1.0', purl: 'pkg:github/acme/demo@1.0' }
  return save('sbom.cdx.json', {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [{ 'bom-ref': 'demo', ...demo }, ...more],
    dependencies,
  })
}

const PLACES: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  KEPT: ['lib/a.c', ['kept']],
  GONE: ['lib/a.c', ['gone']],
  OUT: ['lib/a.c', ['left_out']],
  RENAMED: ['lib/a.c', ['renamed']],
  YOUNGER: ['lib/a.c', ['younger']],
  EMPTY: ['lib/b.c', ['b']],
  ELSEWHERE: ['lib/c.c', []],
  HEADER: ['lib/util.h', ['twice']],
}

interface Given {
  readonly paths?: readonly string[]
  readonly images: readonly string[]
  readonly sources?: readonly string[]
}

async function check({ paths = [sbom()], images, sources = [] }: Given) {
  const reader = createAdvisoryReader()
  const records = Object.keys(PLACES).map((id) =>
    reader.read(id, {
      schema_version: '1.6.0',
      id,
      modified: '2026-01-01T00:00:00Z',
      affected: [
        {
          package: { ecosystem: 'GitHub Actions', name: 'acme/demo', purl: 'pkg:github/acme/demo' },
          versions: ['1.0'],
        },
      ],
    }),
  )
  const index = buildAdvisoryIndex(records)
  const locations = Object.entries(PLACES).map(([id, [path, functions]]) => ({
    id,
    paths: [path],
    functions,
    from: 'fix',
    basis: 'test',
  }))
  const report = await runCheck({
    paths,
    identify: [],
    locations: [save('locations.json', { locations })],
    vex: [],
    images,
    sources,
    advisories: [],
    limits: DEFAULT_LIMITS,
    version: '0',
    now: new Date(0),
    progress: () => undefined,
    openAdvisories: () =>
      Promise.resolve({ index, feeds: [], exploited: () => [], epss: () => undefined }),
  })
  const findings = new Map(report.findings.map((each) => [each.vulnerability.id, each]))
  return { report, of: (id: string): ReportFinding | undefined => findings.get(id) }
}

describe('an image with debug information, beside an SBOM that only names the component', () => {
  it('tells which functions are in it, with the source tree of the release', async () => {
    const { of, report } = await check({ images: [DEMO], sources: [SOURCE] })
    expect(of('KEPT')).toMatchObject({ verdict: 'affected', rule: 'code-in-image' })
    expect(of('GONE')).toMatchObject({ verdict: 'not_affected', rule: 'function-absent' })
    expect(of('GONE')?.locations[0]?.code).toMatchObject([
      { name: 'gone', state: 'absent', cause: 'dropped-by-linker', images: [DEMO] },
    ])
    expect(of('OUT')?.locations[0]?.code).toMatchObject([
      { name: 'left_out', state: 'absent', cause: 'preprocessed-out' },
    ])
    expect(of('RENAMED')?.locations[0]?.code).toMatchObject([{ state: 'own', as: 'z_renamed' }])
    expect(of('YOUNGER')).toMatchObject({ verdict: 'affected', rule: 'function-not-in-source' })
    expect(of('EMPTY')).toMatchObject({ verdict: 'not_affected', rule: 'all-absent' })
    expect(of('ELSEWHERE')).toMatchObject({ verdict: 'not_affected', rule: 'all-absent' })
    expect(of('HEADER')?.locations[0]?.code).toMatchObject([
      { state: 'inlined', into: ['z_renamed', 'kept'] },
    ])
    expect(report.documents.map(({ format }) => format)).toEqual(['cyclonedx', 'folder', 'elf'])
  })

  it('proves presence only, without the source tree', async () => {
    const { of, report } = await check({ images: [DEMO] })
    expect(of('KEPT')).toMatchObject({ verdict: 'affected', rule: 'code-in-image' })
    expect(of('GONE')).toMatchObject({ verdict: 'affected', rule: 'no-build-evidence' })
    expect(report.summary.affected).toBe(Object.keys(PLACES).length)
  })

  it('is found by its debug file where it is stripped', async () => {
    const { of } = await check({ images: [join(FIXTURES, 'stripped', 'demo')], sources: [SOURCE] })
    expect(of('KEPT')).toMatchObject({ verdict: 'affected', rule: 'code-in-image' })
    expect(of('GONE')).toMatchObject({ verdict: 'not_affected', rule: 'function-absent' })
  })

  it('proves nothing where it is stripped and alone', async () => {
    const alone = join(folder, 'alone')
    copyFileSync(join(FIXTURES, 'stripped', 'demo'), alone)
    const { report } = await check({ images: [alone], sources: [SOURCE] })
    expect(report.summary).toMatchObject({ affected: Object.keys(PLACES).length, not_affected: 0 })
    expect(report.documents.at(-1)?.remarks.join()).toContain('no debug information')
  })

  it('proves nothing of a second product', async () => {
    const second = save('second.cdx.json', {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [
        { type: 'library', name: 'demo', version: '1.0', purl: 'pkg:github/acme/demo@1.0' },
      ],
    })
    const paths = [sbom(), second]
    const { of } = await check({ paths, images: [DEMO], sources: [SOURCE] })
    expect(of('GONE')).toMatchObject({ verdict: 'unknown', rule: 'no-build-evidence' })
  })

  it('needs a source tree that is called like a component', async () => {
    await expect(check({ images: [DEMO], sources: [`dmeo=${SOURCE}`] })).rejects.toThrow(
      'no component is called dmeo; there are demo',
    )
    const { of } = await check({ images: [DEMO], sources: [`demo=${SOURCE}`] })
    expect(of('GONE')?.verdict).toBe('not_affected')
  })
})

describe('an image that the documents speak of', () => {
  const files = (sha256: string | undefined): string => {
    const file = (path: string, more: Json = {}) => ({
      SPDXID: `SPDXRef-${path.replaceAll(/[^a-z]/g, '-')}`,
      fileName: path,
      ...more,
    })
    const checksums =
      sha256 === undefined ? {} : { checksums: [{ algorithm: 'SHA256', checksumValue: sha256 }] }
    const link = (from: string, type: string, to: string) => ({
      spdxElementId: from,
      relationshipType: type,
      relatedSpdxElement: to,
    })
    return save('build.spdx.json', {
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'build',
      documentNamespace: 'https://example.org/build',
      creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: test'] },
      packages: [
        {
          SPDXID: 'SPDXRef-demo',
          name: 'demo',
          versionInfo: '1.0',
          downloadLocation: 'NOASSERTION',
          externalRefs: [
            {
              referenceCategory: 'PACKAGE-MANAGER',
              referenceType: 'purl',
              referenceLocator: 'pkg:github/acme/demo@1.0',
            },
          ],
        },
      ],
      files: [
        file('demo.elf', { fileTypes: ['BINARY'], ...checksums }),
        ...['a.o', 'b.o', 'main.o', 'lib/a.c', 'lib/b.c', 'lib/c.c', 'src/main.c'].map((path) =>
          file(path),
        ),
      ],
      relationships: [
        ...['lib-a-c', 'lib-b-c', 'lib-c-c', 'src-main-c'].map((id) =>
          link('SPDXRef-demo', 'CONTAINS', `SPDXRef-${id}`),
        ),
        link('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-demo'),
        link('SPDXRef-a-o', 'GENERATED_FROM', 'SPDXRef-lib-a-c'),
        link('SPDXRef-b-o', 'GENERATED_FROM', 'SPDXRef-lib-b-c'),
        link('SPDXRef-main-o', 'GENERATED_FROM', 'SPDXRef-src-main-c'),
        ...['a-o', 'b-o', 'main-o'].map((id) =>
          link('SPDXRef-demo-elf', 'STATIC_LINK', `SPDXRef-${id}`),
        ),
      ],
    })
  }

  it.each(['by its hash', 'by its name'])('is bound to theirs %s', async (how) => {
    const paths = [files(how === 'by its hash' ? SHA256 : undefined)]
    const { of } = await check({ paths, images: [DEMO], sources: [SOURCE] })
    expect(of('KEPT')).toMatchObject({ verdict: 'affected', rule: 'code-in-image' })
    expect(of('GONE')).toMatchObject({ verdict: 'not_affected', rule: 'function-absent' })
    expect(of('ELSEWHERE')).toMatchObject({ verdict: 'not_affected', rule: 'all-absent' })
    // b.c is in the image by the documents, and no unit of the debug information says that it is empty
    expect(of('EMPTY')).toMatchObject({
      verdict: 'affected',
      rule: 'function-without-debug-information',
    })
  })

  it('is refused where it is another: both are named', async () => {
    const error: unknown = await check({ paths: [files('0'.repeat(64))], images: [DEMO] }).catch(
      (each: unknown) => each,
    )
    expect(error).toBeInstanceOf(ImageError)
    expect(error).toMatchObject({ code: 'IMAGE_MISMATCH' })
    expect((error as ImageError).message).toContain(SHA256)
    expect((error as ImageError).message).toContain('0'.repeat(64))
    expect((error as ImageError).message).toContain('build.spdx.json')
  })
})

describe('what is no image', () => {
  it('is refused', () => {
    const text = save('text.bin', 'text')
    expect(() => lookInto(text)).toThrow('is no ELF file')
    expect(() => lookInto(join(folder, 'nothing'))).toThrow('ENOENT')
    expect(() => lookInto(folder)).toThrow('no file')
  })
})
