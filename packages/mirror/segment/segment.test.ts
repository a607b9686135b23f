// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  buildAdvisoryIndex,
  createAdvisoryReader,
  createMatcher,
  type Advisory,
  type AdvisorySource,
} from '@headwater/domain/matching'
import { MirrorError } from '../error/index.ts'
import { cveRecord, osvRecord } from '@headwater/testing/feeds'
import { createSegmentWriter, memoryBytes, memorySink, openSegment } from './index.ts'

const reader = createAdvisoryReader()

function segmentOf(records: readonly object[]): Uint8Array {
  const sink = memorySink(0)
  const writer = createSegmentWriter(sink)
  for (const record of records) {
    const bytes = Buffer.from(JSON.stringify(record))
    writer.add(reader.read('r', record), { name: 'r', method: 0, bytes })
  }
  writer.finish()
  return sink.take()
}

function open(records: readonly object[]): ReturnType<typeof openSegment> {
  return openSegment(memoryBytes('test', segmentOf(records)))
}

/** What the lazy objects say when everything is asked. */
function said({ affected, ...head }: Advisory): unknown {
  const members = HEAD.map((member) => [member, head[member as never]])
  return JSON.parse(
    JSON.stringify({
      id: head.id,
      aliases: head.aliases,
      ...Object.fromEntries(members),
      affected: affected.map(({ source, isPrimary, names, versions, locations, platforms }) => ({
        source,
        isPrimary,
        names,
        versions: versions.map(saidOfClaim),
        locations,
        platforms,
      })),
    }),
  )
}

function saidOfClaim(claim: Advisory['affected'][number]['versions'][number]): unknown {
  switch (claim.kind) {
    case 'cve':
      return [claim.kind, claim.defaultStatus, claim.onlyCommits, claim.versions]
    case 'cpe':
      return [claim.kind, claim.configurations]
    case 'commits':
      return [claim.kind, claim.repository, claim.events]
    case 'osv':
      return [claim.kind, claim.type, claim.events]
    case 'listed':
      return [claim.kind, claim.versions]
  }
}

const HEAD = [
  'kind',
  'source',
  'related',
  'upstream',
  'title',
  'details',
  'publishedAt',
  'modifiedAt',
  'withdrawn',
  'severities',
  'assessments',
  'references',
  'weaknesses',
]

function found(segment: AdvisorySource, id: string): Advisory {
  const advisory = segment.get(id)
  if (advisory === undefined) throw new Error(`${id} is not there`)
  return advisory
}

/** The entry of a record that speaks of versions. */
function affectedOf(record: object): object {
  const { containers } = record as { containers: { cna: { affected: object[] } } }
  return containers.cna.affected.at(1) ?? {}
}

/** `advisory` with getters, so that a spread does not lose them. */
function whole(advisory: Advisory): Advisory {
  const plain: Record<string, unknown> = {}
  for (const member of ['id', 'aliases', 'affected', ...HEAD]) {
    plain[member] = advisory[member as keyof Advisory]
  }
  return plain as unknown as Advisory
}

function matchesIn(source: AdvisorySource, purl: string): unknown {
  const matcher = createMatcher([{ name: 'it', purls: [purl] }])
  for (const advisory of source.concerning(matcher.keys)) matcher.offer(advisory)
  return matcher
    .matches()
    .flat()
    .map(({ advisory, entry, range, claim, claims }) => [advisory.id, entry, range, claim, claims])
}

const RECORDS = [
  osvRecord('PYSEC-2026-1', '2.0', { aliases: ['CVE-2026-1'], details: 'A long story' }),
  osvRecord('PYSEC-2026-2', '1.5', { withdrawn: '2026-01-03T00:00:00Z' }),
  cveRecord('CVE-2026-1001', '6.1'),
  cveRecord('CVE-2026-1002', '6.6.3'),
]

describe('a segment', () => {
  it('gives back everything that the advisories say', () => {
    const segment = open(RECORDS)
    for (const record of RECORDS) {
      const advisory = reader.read('r', record)
      expect(said(whole(found(segment, advisory.id)))).toEqual(said(whole(advisory)))
    }
    expect(segment.size).toBe(4)
  })

  it('keeps what its compact shapes cannot say', () => {
    const odd = osvRecord('PYSEC-2026-3', '9', {
      affected: [
        {
          package: { ecosystem: 'PyPI', name: 'brook' },
          ranges: [
            { type: 'ECOSYSTEM', events: [{ introduced: '0', fixed: '3' }, { limit: '4' }] },
            {
              type: 'GIT',
              repo: 'https://git.example/brook',
              events: [{ introduced: '0' }, { fixed: 'a'.repeat(40) }],
            },
          ],
        },
      ],
    })
    const changes = cveRecord('CVE-2026-1003', '6.1')
    Object.assign(affectedOf(changes), {
      versions: [
        {
          version: '5.0',
          lessThan: '6',
          status: 'affected',
          changes: [{ at: '5.5', status: 'unaffected' }],
        },
      ],
    })
    const segment = open([odd, changes])
    for (const record of [odd, changes]) {
      const advisory = reader.read('r', record)
      expect(said(whole(found(segment, advisory.id)))).toEqual(said(whole(advisory)))
    }
  })

  it('matches as the same advisories in memory do', () => {
    const segment = open(RECORDS)
    const memory = buildAdvisoryIndex(RECORDS.map((record) => reader.read('r', record)))
    for (const purl of [
      'pkg:pypi/brook@1.7',
      'pkg:pypi/brook@3',
      'pkg:generic/linux_kernel@6.3',
      'pkg:pypi/pond@1',
    ]) {
      expect(matchesIn(segment, purl)).toEqual(matchesIn(memory, purl))
    }
  })

  it('reads the heads of those that match, and no other', () => {
    const many = Array.from({ length: 50 }, (_none, i) => cveRecord(`CVE-2026-${3000 + i}`, '6.1'))
    const memory = memoryBytes('test', segmentOf(many))
    let reads = 0
    const counting = {
      ...memory,
      read(offset: number, length: number) {
        reads++
        return memory.read(offset, length)
      },
    }
    expect(matchesIn(openSegment(counting), 'pkg:generic/linux_kernel@7.0')).toEqual([])
    expect(reads).toBeLessThan(10)
    const matcher = createMatcher([{ name: 'it', purls: ['pkg:generic/linux_kernel@6.0'] }])
    for (const advisory of openSegment(counting).concerning(matcher.keys)) matcher.offer(advisory)
    const titles = matcher
      .matches()
      .flat()
      .map(({ advisory }) => advisory.title)
    expect(titles).toHaveLength(50)
    expect(reads).toBeGreaterThan(50)
  })

  it('lets the record that was modified last stand', () => {
    const older = osvRecord('PYSEC-2026-1', '9.0', { modified: '2025-01-01T00:00:00Z' })
    const younger = osvRecord('PYSEC-2026-1', '2.0')
    for (const records of [
      [older, younger],
      [younger, older],
    ]) {
      const segment = open(records)
      expect(segment.size).toBe(1)
      expect([...segment.concerning(['package:pypi/brook'])]).toHaveLength(1)
      expect(segment.get('PYSEC-2026-1')?.title).toBe('A flaw that 2.0 fixes')
    }
  })

  it('writes nothing of a record that is nested too deeply', () => {
    let deep: unknown = {}
    for (let i = 0; i < 100_000; i++) deep = [deep]
    const record = osvRecord('PYSEC-2026-4', '2', { references: [{ type: 'WEB', url: 'x', deep }] })
    const sink = memorySink(0)
    const writer = createSegmentWriter(sink)
    const published = { name: 'r', method: 0, bytes: Buffer.from('{}') } as const
    expect(() => writer.add(reader.read('r', record), published)).toThrow(RangeError)
    const good = osvRecord('PYSEC-2026-1', '2')
    writer.add(reader.read('r', good), { ...published, bytes: Buffer.from(JSON.stringify(good)) })
    writer.finish()
    const segment = openSegment(memoryBytes('test', sink.take()))
    expect(segment.size).toBe(1)
    expect([...segment.concerning(['package:pypi/brook'])].map(({ id }) => id)).toEqual([
      'PYSEC-2026-1',
    ])
  })

  it('finds every damaged byte before it is believed', () => {
    const whole = segmentOf(RECORDS)
    const use = (bytes: Uint8Array): void => {
      const segment = openSegment(memoryBytes('test', bytes))
      for (const { advisory } of segment.published()) said(advisory)
      for (const advisory of segment.concerning(['package:pypi/brook', 'product:linux/linux'])) {
        said(whole_(advisory))
      }
      segment.versions()
      segment.get('CVE-2026-1001')
    }
    const whole_ = (advisory: Advisory): Advisory => ({ ...advisory, title: advisory.title })
    use(whole)
    let told = 0
    for (let at = 0; at < whole.length; at += 7) {
      const bytes = whole.slice()
      bytes[at] = (whole.at(at) ?? 0) ^ 0x10
      try {
        use(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(MirrorError)
        told++
      }
    }
    // the magic at the beginning is not read
    expect(told).toBeGreaterThan(whole.length / 7 - 5)
    for (const length of [0, 5, 20, whole.length / 2, whole.length - 1]) {
      expect(() => use(whole.slice(0, length))).toThrow(MirrorError)
    }
  })

  it('refuses a segment of another version', () => {
    const text = Buffer.from(segmentOf(RECORDS)).toString('latin1')
    const other = Buffer.from(text.replace('{"format":1,', '{"format":9,'), 'latin1')
    const tail = other.length - 16
    const contents = other.subarray(tail - other.readUInt32LE(tail), tail)
    other.writeUInt32LE(crc32(contents), tail + 4)
    expect(() => openSegment(memoryBytes('test', other))).toThrow(/format 9, and 1 is read here/)
  })
})
