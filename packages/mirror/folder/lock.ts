// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { MirrorError } from '../error/index.ts'
import { codeOf } from './manifest.ts'

export interface MirrorLock {
  release(): void
}

const NAME = 'lock'

/**
 * Makes this process the only one that imports into a folder. A lock whose process has died on this machine is taken over;
 * one from another machine (a shared home) never is, since nobody here can tell.
 * @throws MirrorError MIRROR_LOCKED.
 */
export function lockMirror(folder: string, now: Date): MirrorLock {
  const path = join(folder, NAME)
  const own = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    since: now.toISOString(),
    token: randomBytes(8).toString('hex'),
  })
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (tryCreate(path, own)) return { release: () => release(path, own) }
    const held = readHeld(path)
    if (held === undefined) continue
    if (isAlive(held)) throw lockedBy(path, held)
    takeAway(path, held)
  }
  throw lockedBy(path, readHeld(path))
}

const ATTEMPTS = 5

function tryCreate(path: string, text: string): boolean {
  // written whole before it gets its name: nobody ever reads half of it
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, text, { flag: 'wx' })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    // a file system without links: creating exclusively is nearly as good
    return tryWrite(path, text)
  } finally {
    unlinkSync(draft)
  }
}

function tryWrite(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

interface Held {
  readonly text: string
  readonly pid?: number
  readonly host?: string
  readonly since?: string
}

/** Undefined: it was released meanwhile. */
function readHeld(path: string): Held | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
  try {
    const { pid, host, since } = JSON.parse(text) as Record<string, unknown>
    return {
      text,
      ...(typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? { pid } : undefined),
      ...(typeof host === 'string' ? { host } : undefined),
      ...(typeof since === 'string' ? { since } : undefined),
    }
  } catch {
    return { text }
  }
}

/** What we cannot tell counts as alive. */
function isAlive({ pid, host }: Held): boolean {
  if (pid === undefined || host !== hostname()) return true
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/**
 * Two may find the same dead lock. Whoever moves it away looks at what was moved: if it is another one, somebody was faster
 * and holds a lock of his own, which is put back.
 */
function takeAway(path: string, dead: Held): void {
  const aside = `${path}.dead.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  try {
    if (readHeld(aside)?.text !== dead.text) linkSync(aside, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    unlinkSync(aside)
  }
}

function release(path: string, own: string): void {
  if (readHeld(path)?.text === own) unlinkSync(path)
}

function lockedBy(path: string, held: Held | undefined): MirrorError {
  const { pid, host, since } = held ?? {}
  const who = [
    pid === undefined ? 'somebody' : `process ${pid}`,
    host === undefined || host === hostname() ? '' : ` on ${host}`,
    since === undefined ? '' : ` since ${since}`,
  ].join('')
  return new MirrorError(
    'MIRROR_LOCKED',
    `${who} is importing into this mirror`,
    `wait until it has ended; if it has and left the lock behind, remove ${path}`,
  )
}
