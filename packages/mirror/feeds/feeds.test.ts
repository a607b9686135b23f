// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMatcher } from '@headwater/domain/matching'
import { DEFAULT_LIMITS, LimitError } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/archive'
import {
  cveRecord,
  EPSS,
  KEV,
  osvRecord,
  temporaryFolder,
  writeFeed,
  writeJson,
  zipOfFeed,
} from '@headwater/testing/feeds'
import { MirrorError } from '../error/index.ts'
import type { OpenAdvisories } from '../look-up/index.ts'
import { loadAdvisories } from './index.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

const load = (...paths: string[]): Promise<OpenAdvisories> =>
  loadAdvisories(paths, { limits: DEFAULT_LIMITS, threads: 0 })

function idsOf({ index }: OpenAdvisories, ...keys: string[]): string[] {
  return [...index.concerning(keys)].map(({ id }) => id)
}

const BROOK = 'package:pypi/brook'
const KERNEL = 'product:linux/linux'

describe('loading feeds', () => {
  it('tells OSV, CVE, catalogues and scores apart by what they hold', async () => {
    const osv = writeFeed(folder.path, 'a.bin', {
      'PYSEC-2026-1.json': osvRecord('PYSEC-2026-1', '2'),
      'README.md': '# hello',
    })
    const cve = writeJson(folder.path, 'b.txt', cveRecord('CVE-2026-1001', '6.1'))
    const kev = writeJson(folder.path, 'c', KEV)
    const scores = join(folder.path, 'd')
    writeFileSync(scores, gzipSync(EPSS))
    const advisories = await load(osv, cve, kev, scores)
    expect(advisories.feeds).toEqual([
      { source: osv, kind: 'osv', records: 1, skipped: [] },
      { source: cve, kind: 'cve', records: 1, skipped: [] },
      { source: kev, kind: 'CISA KEV', records: 1, skipped: [] },
      { source: scores, kind: 'EPSS', records: 2, skipped: [] },
    ])
    expect(idsOf(advisories, BROOK)).toEqual(['PYSEC-2026-1'])
    expect(idsOf(advisories, KERNEL)).toEqual(['CVE-2026-1001'])
    expect(advisories.exploited('CVE-2026-1001')).toEqual([
      { catalogue: 'CISA KEV', since: '2026-01-02', dueAt: '2026-01-23' },
    ])
    expect(advisories.exploited('CVE-2026-1002')).toEqual([])
    expect(advisories.epss('CVE-2026-1002')).toEqual({
      probability: 0.00043,
      percentile: 0.1,
      date: '2026-01-03T00:00:00+0000',
    })
    expect(advisories.epss('CVE-2026-9999')).toBeUndefined()
  })

  it('reads the folders and the zip in a zip of the CVE list', async () => {
    mkdirSync(join(folder.path, 'cves/2026/1xxx'), { recursive: true })
    writeJson(folder.path, 'cves/2026/1xxx/CVE-2026-1001.json', cveRecord('CVE-2026-1001', '6.1'))
    writeJson(folder.path, 'cves/delta.json', { fetchTime: 'now', numberOfChanges: 0 })
    writeJson(folder.path, 'cves/deltaLog.json', [])
    const inner = zipOfFeed({
      'cves/2026/1xxx/CVE-2026-1002.json': cveRecord('CVE-2026-1002', '6.1'),
    })
    const zip = writeFeed(folder.path, '2026-01-01_all_CVEs_at_midnight.zip.zip', {
      'cves.zip': inner,
    })
    const advisories = await load(join(folder.path, 'cves'), zip)
    expect(idsOf(advisories, KERNEL).sort()).toEqual(['CVE-2026-1001', 'CVE-2026-1002'])
    expect(advisories.feeds.flatMap(({ skipped }) => skipped)).toEqual([])
  })

  it('tells every record that it skips, and reads the others', async () => {
    const zip = writeFeed(folder.path, 'mixed.zip', {
      'broken.json': '{"id": "PYSEC-2026-2", "modified": ',
      'empty.json': '',
      'faulty.json': { ...osvRecord('PYSEC-2026-3', '2'), modified: 'yesterday' },
      'good.json': osvRecord('PYSEC-2026-1', '2'),
      'latin.json': Buffer.from('{"id": "\xe9"}', 'latin1'),
      'stranger.json': { bomFormat: 'CycloneDX' },
    })
    const advisories = await load(zip)
    expect(idsOf(advisories, BROOK)).toEqual(['PYSEC-2026-1'])
    const [{ records, skipped } = { records: 0, skipped: [] }] = advisories.feeds
    expect(records).toBe(1)
    expect(skipped.map(({ record }) => record.slice(zip.length + 2))).toEqual([
      'broken.json',
      'empty.json',
      'faulty.json',
      'latin.json',
      'stranger.json',
    ])
    expect(skipped.map(({ reason }) => reason).join('\n')).toMatch(
      /line 1, column 3\d[^]*neither an OSV[^]*RFC 3339[^]*not UTF-8[^]*neither an OSV/,
    )
  })

  it('skips a member that is damaged, and the entries of a catalogue that are', async () => {
    const zip = writeFeed(folder.path, 'damaged.zip', {
      'a.json': osvRecord('PYSEC-2026-1', '2'),
      'b.json': osvRecord('PYSEC-2026-2', '2'),
    })
    const bytes = zipOfFeed({ 'b.json': osvRecord('PYSEC-2026-2', '2') })
    const damaged = Buffer.from(bytes)
    damaged.fill(0xff, 40, 60)
    writeFileSync(zip, damaged)
    const other = writeJson(folder.path, 'kev.json', {
      ...KEV,
      vulnerabilities: [...KEV.vulnerabilities, { cveID: 'CVE-2026-7' }],
    })
    await expect(load(zip)).rejects.toThrow(/holds no advisories.*damaged/)
    const { feeds } = await load(other)
    expect(feeds[0]).toMatchObject({ records: 1, skipped: [{ record: `${other}: CVE-2026-7` }] })
  })

  it('lets the youngest of several records with one id stand, wherever they are', async () => {
    const younger = osvRecord('PYSEC-2026-1', '2', { modified: '2026-02-01T00:00:00Z' })
    const one = writeJson(folder.path, 'one.json', younger)
    const two = writeJson(folder.path, 'two.json', osvRecord('PYSEC-2026-1', '9'))
    for (const paths of [
      [one, two],
      [two, one],
    ]) {
      const { index } = await load(...paths)
      expect([...index.concerning([BROOK])].map(({ title }) => title)).toEqual([
        'A flaw that 2 fixes',
      ])
      expect(index.size).toBe(1)
    }
  })

  it('refuses a path that holds no feed, is not there, or breaks a limit', async () => {
    const text = writeJson(folder.path, 'notes.txt', 'hello')
    const sbom = writeJson(folder.path, 'sbom.json', { bomFormat: 'CycloneDX' })
    for (const path of [text, sbom]) await expect(load(path)).rejects.toThrow(MirrorError)
    await expect(load(join(folder.path, 'nowhere'))).rejects.toThrow(IntakeError)
    const zip = writeFeed(folder.path, 'two.zip', { 'a.json': {}, 'b.json': {} })
    const limits = { ...DEFAULT_LIMITS, archiveEntries: 1 }
    await expect(loadAdvisories([zip], { limits, threads: 0 })).rejects.toThrow(LimitError)
  })

  it('takes feeds that are told late', async () => {
    const { startLoading } = await import('./index.ts')
    const one = writeJson(folder.path, 'one.json', osvRecord('PYSEC-2026-1', '2'))
    const two = writeJson(folder.path, 'two.json', osvRecord('PYSEC-2026-2', '2'))
    const loading = startLoading([one], { limits: DEFAULT_LIMITS, threads: 0 })
    const advisories = await loading.finish({ more: [two] })
    expect(idsOf(advisories, BROOK)).toEqual(['PYSEC-2026-1', 'PYSEC-2026-2'])
    expect(advisories.feeds).toHaveLength(2)
  })

  it('leaves out what does not concern the components, and counts it', async () => {
    const { startLoading } = await import('./index.ts')
    const zip = writeFeed(folder.path, 'feed.zip', {
      'a.json': osvRecord('PYSEC-2026-1', '2'),
      'b.json': osvRecord('PYSEC-2026-2', '1', { aliases: ['CVE-2026-9'] }),
      'c.json': cveRecord('CVE-2026-1001', '6.1'),
      'd.json': cveRecord('CVE-2026-1002', '5.9'),
    })
    const sifted = async (purl: string): Promise<OpenAdvisories> => {
      const loading = startLoading([zip], { limits: DEFAULT_LIMITS, threads: 0 })
      return loading.finish({ components: [{ name: 'it', purls: [purl] }] })
    }
    const brook = await sifted('pkg:pypi/brook@1.5')
    // one with other ids may speak against others
    expect(idsOf(brook, BROOK, KERNEL)).toEqual(['PYSEC-2026-1', 'PYSEC-2026-2'])
    expect(brook.feeds.map(({ kind, records }) => [kind, records])).toEqual([
      ['cve', 2],
      ['osv', 2],
    ])
    expect(idsOf(await sifted('pkg:generic/linux_kernel@6.0'), BROOK, KERNEL)).toEqual([
      'CVE-2026-1001',
    ])
    expect(idsOf(await sifted('pkg:npm/brook@1'), BROOK, KERNEL)).toEqual([])
  })

  it('finds the same, sifted or not: also contradictions, and records that a younger one replaced', async () => {
    const { startLoading } = await import('./index.ts')
    const kernel = { package: { ecosystem: 'GIT', name: 'x' } }
    const zip = writeFeed(folder.path, 'feed.zip', {
      // says that 6.0 is affected, and is the CVE that says it is not
      'a.json': osvRecord('OSV-2026-1', '7', {
        aliases: ['CVE-2026-1002'],
        affected: [{ package: { ecosystem: 'Linux', name: 'Kernel' }, versions: ['6.0'] }, kernel],
      }),
      'b.json': cveRecord('CVE-2026-1002', '5.9'),
      // of these the younger one says that it is fixed
      'c.json': cveRecord('CVE-2026-1003', '6.1', { dateUpdated: '2026-01-01T00:00:00Z' }),
      'd.json': cveRecord('CVE-2026-1003', '5.9', { dateUpdated: '2026-02-01T00:00:00Z' }),
      'e.json': cveRecord('CVE-2026-1004', '6.1'),
    })
    const components = [{ name: 'it', purls: ['pkg:generic/linux_kernel@6.0'] }]
    const found = async (wanted: object): Promise<unknown> => {
      const loading = startLoading([zip], { limits: DEFAULT_LIMITS, threads: 0 })
      const { index } = await loading.finish(wanted)
      const matcher = createMatcher(components)
      for (const advisory of index.concerning(matcher.keys)) matcher.offer(advisory)
      return matcher
        .matches()
        .flat()
        .map(({ advisory, claim, against }) => [advisory.id, claim, against])
        .toSorted(([left], [right]) => String(left).localeCompare(String(right)))
    }
    const sifted = await found({ components })
    expect(sifted).toEqual(await found({}))
    expect(sifted).toMatchObject([
      ['CVE-2026-1004', expect.any(String), []],
      ['OSV-2026-1', expect.any(String), [{ advisory: 'CVE-2026-1002', range: 'out' }]],
    ])
  })

  it('reads the same in other threads, and brings their errors back', async () => {
    const members = Array.from({ length: 700 }, (_none, i): [string, unknown] => [
      `${i}.json`,
      i % 100 === 7 ? '{' : osvRecord(`PYSEC-2026-${i}`, `${i}.0`),
    ])
    const zip = writeFeed(folder.path, 'many.zip', Object.fromEntries(members))
    const sources = new URL('../..', import.meta.url).href
    const tsx = import.meta.resolve('tsx/esm/api')
    // a thread of Node knows nothing of the loader that reads TypeScript
    const worker = join(folder.path, 'worker.mjs')
    writeFileSync(
      worker,
      `import { register } from '${tsx}'
       register()
       await import('${sources}mirror/feeds/worker.ts')`,
    )
    const script = join(folder.path, 'load.mjs')
    writeFileSync(
      script,
      `import { loadAdvisories } from '${sources}mirror/feeds/index.ts'
       import { DEFAULT_LIMITS } from '${sources}formats/source/index.ts'
       const options = { limits: DEFAULT_LIMITS, script: new URL('worker.mjs', import.meta.url) }
       const told = []
       for (const threads of [0, 2]) {
         const { index, feeds } = await loadAdvisories([process.argv[2]], { ...options, threads })
         told.push([[...index.concerning(['${BROOK}'])].map(({ id }) => id).sort(), feeds])
       }
       const failure = loadAdvisories(['/nowhere'], { ...options, threads: 1 })
       await failure.catch(({ name, code }) => told.push([name, code]))
       console.log(JSON.stringify(told))`,
    )
    const flags = ['--conditions=source', '--import', import.meta.resolve('tsx'), script, zip]
    const { stdout } = await promisify(execFile)(process.execPath, flags)
    const [alone, together, failure] = JSON.parse(stdout) as [
      [string[], unknown[]],
      unknown,
      unknown,
    ]
    expect(alone[0]).toHaveLength(693)
    expect(alone[1]).toMatchObject([{ records: 693, skipped: { length: 7 } }])
    expect(together).toEqual(alone)
    expect(failure).toEqual(['IntakeError', 'NOT_FOUND'])
  })
})
