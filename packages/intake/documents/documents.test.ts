// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DEFAULT_LIMITS, LimitError, type Limits } from '@headwater/formats/source'
import { writeTar, writeZip, type TarMember } from '@headwater/testing/archives'
import { afterAll, describe, expect, it } from 'vitest'
import { IntakeError, openDocuments } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'headwater-intake-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let files = 0

async function open(bytes: Buffer, limits: Partial<Limits> = {}, ending = ''): Promise<string[]> {
  const path = join(root, `${files++}${ending}`)
  writeFileSync(path, bytes)
  const told: string[] = []
  for await (const { source } of openDocuments([path], { ...DEFAULT_LIMITS, ...limits })) {
    let length = 0
    for await (const chunk of source.chunks()) length += chunk.byteLength
    told.push(`${source.name.slice(path.length)}: ${length}`)
  }
  return told
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'none'
  } catch (error) {
    if (error instanceof LimitError) return `LIMIT ${error.limit}`
    if (error instanceof IntakeError) return error.code
    throw error
  }
}

const file = (name: string, bytes = Buffer.from('{}')): TarMember => ({ name, bytes })
const nothing = (mebibytes: number): Buffer => Buffer.alloc(mebibytes * 1024 ** 2)

describe('openDocuments', () => {
  it('opens files, gzip, tar and zip alike', async () => {
    expect(await open(Buffer.from('{}'))).toEqual([': 2'])
    expect(await open(gzipSync('{}'))).toEqual([': 2'])
    expect(await open(writeTar([file('a'), file('b')]))).toEqual(['!/a: 2', '!/b: 2'])
    expect(await open(gzipSync(writeTar([file('a')])), {}, '.tgz')).toEqual(['!/a: 2'])
    expect(await open(writeZip([{ name: 'a', bytes: Buffer.from('{}') }]))).toEqual(['!/a: 2'])
  })

  it('keeps the names of members as names: nothing is unpacked by them', async () => {
    expect(await open(writeTar([file('../../x'), file('/etc/passwd')]))).toEqual([
      '!/../../x: 2',
      '!//etc/passwd: 2',
    ])
  })

  it('stops a gzip bomb when it shows, not when it is unpacked', async () => {
    const bomb = gzipSync(nothing(300))
    expect(await refusalOf(open(bomb))).toBe('LIMIT decompressionRatio')
    expect(await refusalOf(open(bomb, { decompressionRatio: 2000 }))).toBe('none')
    expect(await refusalOf(open(bomb, { decompressionRatio: 2000, documentBytes: 1e6 }))).toBe(
      'LIMIT documentBytes',
    )
  })

  it('believes no member that says how small or large it is', async () => {
    const bytes = Buffer.from('{"a": 1}')
    for (const size of [0, 1, 7, 9, 0xffffffff]) {
      const lying = writeZip([{ name: 'a', bytes }], { size })
      expect(await refusalOf(open(lying))).toMatch(/DAMAGED|LIMIT/)
    }
    const large = { ...file('a'), size: 10 * 1024 ** 3 }
    expect(await refusalOf(open(writeTar([large])))).toBe('LIMIT memberBytes')
    expect(await refusalOf(open(writeTar([{ ...file('a'), size: 5000 }])))).toBe('DAMAGED')
  })

  it('counts what all members of an archive make together, wherever they lie', async () => {
    const members = Array.from({ length: 40 }, (_, i) => ({ name: `${i}`, bytes: nothing(8) }))
    const overlapping = writeZip(members, { overlapping: true })
    expect(overlapping.length).toBeLessThan(100_000)
    expect(await refusalOf(open(overlapping))).toMatch(/LIMIT|DAMAGED/)
    const apart = writeZip(members)
    expect(await refusalOf(open(apart, { archiveBytes: 10 * 1024 ** 2 }))).toBe(
      'LIMIT archiveBytes',
    )
    expect(await refusalOf(open(apart, { archiveEntries: 5 }))).toBe('LIMIT archiveEntries')
    const tar = writeTar([file('a'), file('b'), file('c')])
    expect(await refusalOf(open(tar, { archiveEntries: 2 }))).toBe('LIMIT archiveEntries')
    expect(await refusalOf(open(tar, { archiveBytes: 5 }))).toBe('LIMIT archiveBytes')
    expect(await refusalOf(open(tar, { memberBytes: 1 }))).toBe('LIMIT memberBytes')
  })

  it('does not open what archives hold in archives', async () => {
    const inner = writeZip([{ name: 'inner', bytes: Buffer.from('{}') }])
    expect(await open(writeZip([{ name: 'outer', bytes: inner }]))).toEqual([
      `!/outer: ${inner.length}`,
    ])
  })

  it('says of every path that it cannot open why', async () => {
    const paths = ['none', 'x'.repeat(5000), 'a\0b']
    for (const path of paths) {
      const opening = (async () => {
        for await (const _ of openDocuments([join(root, path)])) break
      })()
      expect(await refusalOf(opening)).toMatch(/NOT_FOUND|UNREADABLE/)
    }
  })

  it('says of cut off archives that they are damaged', async () => {
    const whole = [
      gzipSync(Buffer.from('x'.repeat(10_000))),
      writeZip([{ name: 'a', bytes: Buffer.from('x') }]),
      gzipSync(writeTar([file('a')])),
    ]
    for (const bytes of whole) {
      const ending = bytes === whole[2] ? '.tgz' : ''
      expect(await refusalOf(open(bytes.subarray(0, bytes.length - 8), {}, ending))).toBe('DAMAGED')
    }
  })
})
