// SPDX-License-Identifier: Apache-2.0
import { statfs } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { mendInstants } from '@headwater/store/jobs'
import { databaseNow } from '@headwater/store/maintenance'
import type { Store } from '@headwater/store/open'
import { reportProblem, solveProblem, solveSilent } from '@headwater/store/problems'

export interface Surroundings {
  /** Milliseconds that only ever go on, whatever the clock on the wall does. */
  readonly monotonic: () => number
  /** Folders that are written to; what is free there, in bytes. */
  readonly folders: readonly string[]
  readonly freeBytes: (folder: string) => Promise<number>
  /** How long a silent holder keeps its job, in milliseconds. */
  readonly lease: number
  /** One line of the log. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void
}

/** Those of this machine. */
export function ownSurroundings(
  more: Pick<Surroundings, 'lease' | 'log'> & { readonly dataFolder?: string },
): Surroundings {
  const { dataFolder, lease, log } = more
  return {
    monotonic: () => performance.now(),
    folders: dataFolder === undefined ? [tmpdir()] : [tmpdir(), dataFolder],
    freeBytes: async (folder) => {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    lease,
    log,
  }
}

/**
 * Looks, whenever it is called, whether the clock and the disks are well, says on the page of settings what is not, and takes back what
 * is well again.
 */
export function createWatch(store: Store, surroundings: Surroundings): () => Promise<void> {
  let before: { readonly wall: number; readonly steady: number } | undefined
  return async () => {
    const wall = Date.parse(store.now())
    const steady = surroundings.monotonic()
    const jump = before === undefined ? 0 : wall - before.wall - (steady - before.steady)
    before = { wall, steady }
    await lookAtClock(store, surroundings, jump)
    await lookAtDisks(store, surroundings)
  }
}

/** Leases of two machines are compared by their clocks. */
const MOST_DIFFERENCE = 10_000
/** Less may be the clock's service doing its work. */
const LEAST_JUMP = 30_000
const DAY = 86_400_000

async function lookAtClock(
  { db, now }: Store,
  { lease, log }: Surroundings,
  jump: number,
): Promise<void> {
  const at = now()
  const mended = await mendInstants(db, { at, lease })
  if (mended > 0) log({ level: 'warn', what: 'instants of the future made right', jobs: mended })
  const key = `clock:${hostname()}`
  if (Math.abs(jump) >= LEAST_JUMP) {
    const words = `${jump > 0 ? 'forward' : 'back'} by ${Math.round(Math.abs(jump) / 1_000)} seconds`
    log({ level: 'warn', what: 'the clock jumped', by: words })
    await reportProblem(db, {
      key,
      severity: 'warning',
      title: `The clock of ${hostname()} jumped ${words}`,
      detail:
        'Nothing is lost. What fell due by a clock that was ahead (assessments, sessions, tokens) is to be looked at; keep the clock right with NTP.',
      at,
    })
  } else {
    // for a day people can read it
    await solveSilent(db, { key, since: after(at, -DAY), until: after(at, DAY), at })
  }
  await compareClocks({ db, now })
}

async function compareClocks({ db, now }: Pick<Store, 'db' | 'now'>): Promise<void> {
  const asked = Date.parse(now())
  const theirs = Date.parse(await databaseNow(db))
  const answered = Date.parse(now())
  const difference = theirs - (asked + answered) / 2
  const key = `clock-difference:${hostname()}`
  if (Math.abs(difference) - (answered - asked) / 2 < MOST_DIFFERENCE) {
    await solveProblem(db, { key, at: now() })
    return
  }
  await reportProblem(db, {
    key,
    severity: 'error',
    title: `The clocks of ${hostname()} and of the database differ by ${Math.round(Math.abs(difference) / 1_000)} seconds`,
    detail:
      'Jobs may be done twice, and instants are wrong. Set both by the same NTP servers; nothing else is to be done.',
    at: now(),
  })
}

/** Below this the next large upload or feed may not find room. */
const LEAST_FREE = 512 * 1024 * 1024
const FORGOTTEN = 5 * 60_000

async function lookAtDisks(
  { db, now }: Store,
  { folders, freeBytes, log }: Surroundings,
): Promise<void> {
  const low: string[] = []
  for (const folder of folders) {
    const free = await freeBytes(folder).catch(() => undefined)
    if (free === undefined || free >= LEAST_FREE) continue
    log({ level: 'warn', what: 'little room on the disk', folder, free })
    low.push(`${Math.floor(free / 1_048_576)} MB are free`)
  }
  // work that met a full disk is tried again twice a minute, and says so each time
  await solveSilent(db, { key: 'disk-full', since: after(now(), -FORGOTTEN), at: now() })
  const key = `disk:${hostname()}`
  if (low.length === 0) {
    await solveProblem(db, { key, at: now() })
    return
  }
  await reportProblem(db, {
    key,
    severity: 'error',
    title: `There is little room on the disk of ${hostname()}`,
    detail: `${low.join('; ')} where uploads and feeds are laid down. What does not fit is refused or tried again later; nothing is lost. Make room: the log says where.`,
    at: now(),
  })
}

function after(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}
