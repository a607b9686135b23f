// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import {
  cveRecord,
  EPSS,
  KEV,
  osvRecord,
  temporaryFolder,
  writeFeed,
  writeJson,
} from '@headwater/testing/feeds'
import { openMirror, readManifest } from '../folder/index.ts'
import { importFeeds, sourceOfPath, type ImportOutcome, type ImportSource } from './index.ts'

let temporary: ReturnType<typeof temporaryFolder>
let folder: string
beforeEach(() => {
  temporary = temporaryFolder()
  folder = join(temporary.path, 'mirror')
})
afterEach(() => temporary.remove())

function importSources(
  sources: readonly ImportSource[],
  { replace = false, now = new Date('2026-03-01T00:00:00Z') } = {},
): Promise<ImportOutcome> {
  const progress = (): void => undefined
  return importFeeds({ folder, sources, replace, limits: DEFAULT_LIMITS, now, progress })
}

function importPaths(paths: readonly string[], options = {}): Promise<ImportOutcome> {
  return importSources(paths.map(sourceOfPath), options)
}

const bucket = (name: string, ...records: Record<string, unknown>[]): string =>
  writeFeed(
    temporary.path,
    name,
    Object.fromEntries(records.map((record) => [`${String(record['id'])}.json`, record])),
  )

const file = (name: string, value: unknown): string => writeJson(temporary.path, name, value)

function titlesOf(key: string): string[] {
  const found = [...openMirror(folder).index.concerning([key])]
  return found.map(({ title = 'no title' }) => title).toSorted(byText)
}

function byText(left: string, right: string): number {
  return left < right ? -1 : 1
}

const BROOK = 'package:pypi/brook'
const KERNEL = 'product:linux/linux'

function feedsOf(): [string, number][] {
  return readManifest(folder).feeds.map(({ name, records }) => [name, records])
}

function filesOf(): string[] {
  return readdirSync(folder).sort()
}

function namedFiles(): string[] {
  const { feeds } = readManifest(folder)
  return ['index.json', ...feeds.flatMap(({ files }) => files.map(({ name }) => name))].sort()
}

describe('importing into the mirror', () => {
  it('keeps feeds of every kind, and a check reads them', async () => {
    const outcome = await importPaths([
      bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'), osvRecord('PYSEC-2026-2', '3')),
      file('cve.json', cveRecord('CVE-2026-1001', '6.1')),
      file('kev.json', KEV),
      file('epss.csv', EPSS),
    ])
    expect(outcome.failures).toEqual([])
    expect(outcome.imported.map(({ feed, read, how }) => [feed.name, read, how])).toEqual([
      ['osv:PyPI', 2, 'new'],
      ['cve', 1, 'new'],
      ['CISA KEV', 1, 'new'],
      ['EPSS', 2, 'new'],
    ])
    const mirror = openMirror(folder)
    expect(titlesOf(BROOK)).toEqual(['A flaw that 2 fixes', 'A flaw that 3 fixes'])
    expect(mirror.index.get('CVE-2026-1001')?.details).toBe('Ünïcode and a long story.')
    expect(mirror.exploited('CVE-2026-1001')).toMatchObject([{ catalogue: 'CISA KEV' }])
    expect(mirror.epss('CVE-2026-1001')).toMatchObject({ probability: 0.5, percentile: 0.9 })
    expect(mirror.feeds.map(({ kind, records }) => [kind, records])).toEqual(feedsOf())
    expect(filesOf()).toEqual(namedFiles())
  })

  it('puts a bucket in the place of the earlier one', async () => {
    await importPaths([
      bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'), osvRecord('PYSEC-2026-2', '3')),
    ])
    const { imported } = await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-2', '4'))])
    expect(imported).toMatchObject([{ how: 'replaced', before: 2, read: 1 }])
    expect(titlesOf(BROOK)).toEqual(['A flaw that 4 fixes'])
    expect(filesOf()).toEqual(namedFiles())
  })

  it('adds single records by id and date', async () => {
    await importPaths([
      bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'), osvRecord('PYSEC-2026-2', '3')),
    ])
    await importPaths([
      file('new.json', osvRecord('PYSEC-2026-1', '5', { modified: '2026-02-01T00:00:00Z' })),
      file('old.json', osvRecord('PYSEC-2026-2', '7', { modified: '2025-02-01T00:00:00Z' })),
      file('more.json', osvRecord('PYSEC-2026-3', '9')),
    ])
    expect(titlesOf(BROOK)).toEqual([
      'A flaw that 3 fixes',
      'A flaw that 5 fixes',
      'A flaw that 9 fixes',
    ])
    expect(feedsOf()).toEqual([['osv:PyPI', 3]])
  })

  it('never drops CVE records for those of another part of the list, and few files stay', async () => {
    for (let day = 0; day < 20; day++) {
      await importPaths([
        writeFeed(temporary.path, 'delta.zip', {
          'a.json': cveRecord(`CVE-2026-${2000 + day}`, '6.1'),
          'b.json': cveRecord('CVE-2026-1001', `6.${day}`, {
            dateUpdated: `2026-01-${10 + day}T00:00:00Z`,
          }),
        }),
      ])
    }
    expect(feedsOf()).toEqual([['cve', 21]])
    expect(filesOf().length).toBeLessThan(10)
    expect(openMirror(folder).index.get('CVE-2026-1001')?.title).toBe(
      'A kernel flaw that 6.19 fixes',
    )
    expect(titlesOf(KERNEL)).toHaveLength(21)
    expect(openMirror(folder).index.size).toBe(21)
  })

  it('counts a record that two feeds hold once', async () => {
    const both = osvRecord('GHSA-2026-1', '2', {
      affected: ['PyPI', 'npm'].map((ecosystem) => ({ package: { ecosystem, name: 'brook' } })),
    })
    await importPaths([bucket('npm.zip', both), bucket('PyPI.zip', both)])
    expect([...openMirror(folder).index.concerning([BROOK, 'package:npm/brook'])]).toHaveLength(1)
    expect(openMirror(folder).index.size).toBe(1)
    expect(feedsOf()).toEqual([
      ['osv:npm', 1],
      ['osv:PyPI', 1],
    ])
    // the feed whose copy stood has dropped it: now the other one is needed
    await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'))])
    expect([...openMirror(folder).index.concerning(['package:npm/brook'])]).toHaveLength(1)
  })

  it('starts from nothing where it is told to, but only if everything can be read', async () => {
    await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'))])
    const before = filesOf()
    const failed = await importPaths([file('kev.json', KEV), join(temporary.path, 'nowhere')], {
      replace: true,
    })
    expect(failed).toMatchObject({ imported: [], failures: [{ error: { code: 'NOT_FOUND' } }] })
    expect(filesOf()).toEqual(before)
    await importPaths([file('kev.json', KEV)], { replace: true })
    expect(feedsOf()).toEqual([['CISA KEV', 1]])
    expect(filesOf()).toEqual(namedFiles())
  })

  it('imports what it can and tells what it cannot', async () => {
    const { imported, failures } = await importPaths([
      file('nothing.json', { a: 1 }),
      bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2')),
      join(temporary.path, 'nowhere'),
    ])
    expect(imported).toHaveLength(1)
    expect(failures.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/nothing\.json: holds no advisories/),
      expect.stringMatching(/nowhere: no such file/),
    ])
    const skipped = bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'), { id: 'PYSEC-2026-2' })
    const [told] = (await importPaths([skipped])).imported
    expect(told?.feed).toMatchObject({ skippedCount: 1, skipped: [{ record: /PYSEC-2026-2/ }] })
  })

  it('keeps the younger of two catalogues', async () => {
    await importPaths([file('kev.json', KEV)])
    const older = file('old.json', {
      ...KEV,
      dateReleased: '2025-01-01T00:00:00Z',
      count: 0,
      vulnerabilities: [],
    })
    expect((await importPaths([older])).imported).toMatchObject([{ how: 'kept' }])
    expect(openMirror(folder).exploited('CVE-2026-1001')).toHaveLength(1)
  })

  it('leaves the old mirror where it is killed, and clears up after it', async () => {
    await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'))])
    const before = readFileSync(join(folder, 'index.json'), 'utf8')
    const crash: ImportSource = {
      source: 'crash',
      obtain() {
        // what a process leaves that dies in the middle
        writeFileSync(join(folder, 'advisories-0123456789abcdef.seg'), 'half')
        writeFileSync(join(folder, 'index.json.1.new'), '{')
        writeFileSync(join(folder, 'fetch-0123456789abcdef.zip'), 'half')
        throw new TypeError('killed')
      },
    }
    const good = sourceOfPath(bucket('npm.zip', osvRecord('GHSA-1', '2')))
    await expect(importSources([good, crash])).rejects.toThrow('killed')
    expect(readFileSync(join(folder, 'index.json'), 'utf8')).toBe(before)
    expect(titlesOf(BROOK)).toEqual(['A flaw that 2 fixes'])
    await importPaths([file('kev.json', KEV)])
    expect(filesOf()).toEqual(namedFiles())
  })

  it('lets a reader that has opened the mirror go on while it is replaced', async () => {
    await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'))])
    const reader = openMirror(folder)
    await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '9'))])
    expect([...reader.index.concerning([BROOK])].map(({ title }) => title)).toEqual([
      'A flaw that 2 fixes',
    ])
  })

  it('says what to do about a mirror that is damaged, of another version, or not there', async () => {
    expect(() => openMirror(folder)).toThrow(
      expect.objectContaining({
        code: 'NO_MIRROR',
        hint: expect.stringMatching(/update/) as string,
      }),
    )
    await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'))])
    const manifest = readManifest(folder)
    const path = join(folder, 'index.json')
    for (const [text, code] of [
      ['{', 'MIRROR_DAMAGED'],
      ['[]', 'MIRROR_DAMAGED'],
      ['{"format":2}', 'MIRROR_VERSION'],
      [JSON.stringify({ ...manifest, feeds: [{}] }), 'MIRROR_DAMAGED'],
      [JSON.stringify(manifest).replace(/advisories-[^"]*/, '../../etc/passwd'), 'MIRROR_DAMAGED'],
    ] as const) {
      writeFileSync(path, text)
      expect(() => openMirror(folder)).toThrow(expect.objectContaining({ code }))
      await expect(importPaths([file('kev.json', KEV)])).rejects.toMatchObject({ code })
    }
    await importPaths([file('kev.json', KEV)], { replace: true })
    expect(feedsOf()).toEqual([['CISA KEV', 1]])
    const table = filesOf().find((name) => name.startsWith('table'))
    writeFileSync(join(folder, table ?? ''), '{}')
    const mirror = openMirror(folder)
    expect(() => mirror.exploited('CVE-2026-1001')).toThrow(/check sum/)
    await importPaths([bucket('PyPI.zip', osvRecord('PYSEC-2026-1', '2'))], { replace: true })
    rmSync(
      join(
        folder,
        filesOf().find((name) => name.endsWith('.seg'))!,
      ),
    )
    expect(() => openMirror(folder)).toThrow(/missing/)
  })
})
