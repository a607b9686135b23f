// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { takeLock } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwater-lock-'))
const directory = join(folder, 'data')
const file = `${directory}.lock`
const now = () => new Date('2026-09-11T08:00:00.000Z')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => rmSync(file, { force: true }))

const refusal = (words: string) =>
  expect.objectContaining({ code: 'LOCKED', message: expect.stringContaining(words) })

/** What this process would write. */
function ownHolder(): Record<string, unknown> {
  const lock = takeLock(directory, now)
  const holder = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  lock.release()
  return holder
}

it('is taken once, and again after its release', () => {
  const lock = takeLock(directory, now)
  expect(() => takeLock(directory, now)).toThrow(refusal(`process ${process.pid} on`))
  expect(() => takeLock(directory, now)).toThrow(refusal(`remove ${file}`))
  lock.release()
  expect(existsSync(file)).toBe(false)
  takeLock(directory, now).release()
})

it.each([
  ['is gone', { pid: spawnSync('true').pid }],
  ['has a number that another has now', { started: '1' }],
  ['lived before the machine was started anew', { boot: 'another' }],
])('is taken over from a process that %s', (_, difference) => {
  writeFileSync(file, JSON.stringify({ ...ownHolder(), ...difference }))
  const lock = takeLock(directory, now)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
  lock.release()
})

it('is not taken from a process on another host, of which nothing is known', () => {
  writeFileSync(file, JSON.stringify({ ...ownHolder(), host: 'elsewhere' }))
  expect(() => takeLock(directory, now)).toThrow(refusal('on elsewhere'))
})

it('is not taken where its words are not ours, and is where the disk was full when it was written', () => {
  writeFileSync(file, 'held by hand')
  expect(() => takeLock(directory, now)).toThrow(refusal('somebody'))
  writeFileSync(file, '')
  takeLock(directory, now).release()
})

it('does not take a stale lock away while somebody else is at it', () => {
  writeFileSync(file, JSON.stringify({ ...ownHolder(), started: '1' }))
  mkdirSync(`${file}.takeover`)
  expect(() => takeLock(directory, now)).toThrow(refusal('in use'))
  rmSync(`${file}.takeover`, { recursive: true })
  takeLock(directory, now).release()
})

it('is not released by one who lost it', () => {
  const lock = takeLock(directory, now)
  writeFileSync(file, 'somebody else')
  lock.release()
  expect(readFileSync(file, 'utf8')).toBe('somebody else')
})
