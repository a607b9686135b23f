// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '@headwater/testing/feeds'
import { lockMirror } from './lock.ts'
import { mirrorFolder } from './place.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

const NOW = new Date('2026-03-01T00:00:00Z')

function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

const path = (): string => join(folder.path, 'lock')

const leave = (held: object): void => writeFileSync(path(), JSON.stringify(held))

describe('the lock of a mirror', () => {
  it('is held by one at a time, and given back', () => {
    const lock = lockMirror(folder.path, NOW)
    expect(() => lockMirror(folder.path, NOW)).toThrow(
      expect.objectContaining({
        code: 'MIRROR_LOCKED',
        message: `process ${process.pid} since 2026-03-01T00:00:00.000Z is importing into this mirror`,
      }),
    )
    lock.release()
    expect(readdirSync(folder.path)).toEqual([])
    lockMirror(folder.path, NOW).release()
  })

  it('is taken over from a process that has died', () => {
    leave({ pid: deadProcess(), host: hostname(), since: 'long ago' })
    const lock = lockMirror(folder.path, NOW)
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ pid: process.pid })
    lock.release()
    expect(readdirSync(folder.path)).toEqual([])
  })

  it('is never taken from another machine, from a live process, or where it cannot be read', () => {
    for (const held of [
      { pid: deadProcess(), host: 'another.example' },
      { pid: process.ppid, host: hostname() },
      { pid: -1, host: hostname() },
      {},
    ]) {
      leave(held)
      expect(() => lockMirror(folder.path, NOW)).toThrow(
        expect.objectContaining({ code: 'MIRROR_LOCKED' }),
      )
    }
    writeFileSync(path(), 'half a lo')
    expect(() => lockMirror(folder.path, NOW)).toThrow(/somebody is importing/)
    expect(existsSync(path())).toBe(true)
  })

  it('is not removed by one who has lost it', () => {
    const lock = lockMirror(folder.path, NOW)
    leave({ pid: process.ppid, host: hostname() })
    lock.release()
    expect(existsSync(path())).toBe(true)
  })
})

describe('the place of the mirror', () => {
  it('is what the user says, the environment, else the cache of the user', () => {
    expect(mirrorFolder('/a', { HEADWATER_MIRROR: '/b' })).toBe('/a')
    expect(mirrorFolder(undefined, { HEADWATER_MIRROR: '/b', XDG_CACHE_HOME: '/c' })).toBe('/b')
    expect(mirrorFolder(undefined, { XDG_CACHE_HOME: '/c' })).toBe(join('/c', 'headwater'))
    for (const env of [{}, { XDG_CACHE_HOME: 'relative' }, { HEADWATER_MIRROR: '' }]) {
      expect(mirrorFolder(undefined, env)).toMatch(/\.cache.headwater$/)
    }
  })
})
