// SPDX-License-Identifier: Apache-2.0
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { StoreError } from '../fault/index.ts'

export interface Lock {
  release(): void
}

/** What stands in the lock file. */
interface Holder {
  readonly pid: number
  /** Of the process, in the kernel's words: pids are used again. Absent where the system does not say. */
  readonly started?: string
  readonly boot?: string
  readonly host: string
  /** When the lock was taken. */
  readonly since: string
}

/**
 * Takes `<directory>.lock`: two processes in one directory of the embedded database lose rows without a word. A lock whose process is
 * gone is taken over, one whose process lives never. Of a process on another host nothing can be known: its lock stands.
 * @throws StoreError `LOCKED`
 */
export function takeLock(directory: string, now: () => Date): Lock {
  const file = `${resolve(directory)}.lock`
  const own: Holder = {
    pid: process.pid,
    ...processIdentity(process.pid),
    host: hostname(),
    since: now().toISOString(),
  }
  const text = `${JSON.stringify(own)}\n`
  for (let attempt = 0; attempt < 5; attempt++) {
    if (create(file, text)) return { release: () => remove(file, text) }
    const found = read(file)
    if (found === undefined) continue
    if (isHeld(found.holder, found.text)) throw locked(file, directory, found.holder)
    takeAway(file, found.text)
  }
  throw locked(file, directory, read(file)?.holder)
}

/** Written beside and linked, so that nobody ever reads half of one. False: there is one already. */
function create(file: string, text: string): boolean {
  const candidate = `${file}.${process.pid}.${process.hrtime.bigint()}`
  writeFileSync(candidate, text)
  try {
    linkSync(candidate, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(candidate)
  }
}

function read(
  file: string,
): { readonly text: string; readonly holder: Holder | undefined } | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return { text, holder: JSON.parse(text) as Holder }
  } catch {
    return { text, holder: undefined }
  }
}

/** A process of ours that holds it twice counts as well: the engines would be two. */
function isHeld(holder: Holder | undefined, text: string): boolean {
  if (holder === undefined || !Number.isInteger(holder.pid)) return text !== ''
  if (holder.host !== hostname()) return true
  const living = processIdentity(holder.pid)
  if (living === undefined) return false
  return (
    holder.started === undefined ||
    living.started === undefined ||
    (holder.started === living.started && holder.boot === living.boot)
  )
}

/** Of a living process; undefined where there is none of this number. */
function processIdentity(pid: number): Pick<Holder, 'started' | 'boot'> | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined
  }
  try {
    // proc(5): the name in parentheses may hold anything; the start is the 22nd field, the 20th behind it
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const started = fields[19]
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return started === undefined ? {} : { started, boot }
  } catch {
    return {}
  }
}

const TAKEOVER_SECONDS = 30

/** Only one process at a time looks again and takes the stale file away: between the two nobody else may have replaced it. */
function takeAway(file: string, stale: string): void {
  const turn = `${file}.takeover`
  try {
    mkdirSync(turn)
  } catch {
    // somebody is at it, or died at it
    const age = ageOf(turn)
    if (age !== undefined && age > TAKEOVER_SECONDS) removeFolder(turn)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    return
  }
  try {
    if (read(file)?.text === stale) unlinkSync(file)
  } finally {
    removeFolder(turn)
  }
}

function ageOf(path: string): number | undefined {
  try {
    return (Date.now() - statSync(path).mtimeMs) / 1000
  } catch {
    return undefined
  }
}

function removeFolder(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // somebody else did
  }
}

function remove(file: string, text: string): void {
  if (read(file)?.text === text) unlinkSync(file)
}

function locked(file: string, directory: string, holder: Holder | undefined): StoreError {
  const who =
    holder === undefined
      ? 'somebody'
      : `process ${holder.pid} on ${holder.host} (since ${holder.since})`
  return new StoreError(
    'LOCKED',
    `${directory} is in use by ${who}. Talk to that process over HTTP, or stop it first. ` +
      `If it is certain that no such process runs, remove ${file}.`,
  )
}
