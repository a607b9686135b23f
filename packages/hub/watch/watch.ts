// SPDX-License-Identifier: Apache-2.0
import { realpath } from 'node:fs/promises'
import { organisations } from '@headwater/store/portfolio'
import { reportProblem, solveProblem } from '@headwater/store/problems'
import type { Hub } from '../http/hub.ts'
import { Problem, PROBLEMS } from '../problem/index.ts'
import { troubleOf } from '../work/index.ts'
import { findFiles, type WatchedFile } from './find.ts'
import { FileChanged, noteRefusal, takeFile } from './take.ts'

export interface WatchOptions {
  readonly folder: string
  /** Whose the products are, by name, where there are several. */
  readonly organisation?: string
  /** Milliseconds between two looks: a file that stands as it stood at the last one is finished. */
  readonly pause: number
  readonly log: (line: Readonly<Record<string, unknown>>) => void
}

export interface FolderWatch {
  /** One look: takes what stands as it stood at the last one. Gives how many were taken and refused. */
  look(): Promise<{ readonly taken: number; readonly refused: number }>
  start(): void
  /** After the file in hand. */
  stop(): Promise<void>
}

const KEY = 'watched-folder'

/** Takes finished files of a folder in as documents. Everything that it remembers between two starts is in the folder itself. */
export function createFolderWatch(hub: Hub, options: WatchOptions): FolderWatch {
  let before: ReadonlyMap<string, string> = new Map()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<unknown> = Promise.resolve()

  async function look(): Promise<{ readonly taken: number; readonly refused: number }> {
    const folder = await realpath(options.folder)
    const files = await findFiles(folder)
    const finished = files.filter(({ path, state }) => before.get(path) === state)
    before = new Map(files.map(({ path, state }) => [path, state]))
    const count = { taken: 0, refused: 0 }
    if (finished.length === 0) return count
    const organisation = await organisationOf(hub, options.organisation)
    for (const file of finished) {
      if (isStopped) break
      const outcome = await take(hub, file, organisation, options)
      if (outcome !== 'later') count[outcome]++
    }
    return count
  }

  async function turn(): Promise<void> {
    await look()
      .then(() => solveProblem(hub.store.db, { key: KEY, at: hub.store.now() }))
      .catch((error: unknown) => tellOfFailure(hub, options, error))
    if (isStopped) return
    timer = setTimeout(() => {
      looking = turn()
    }, options.pause)
  }

  return {
    look,
    start() {
      looking = turn()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await looking
    },
  }
}

/** @throws what is no fault of the file: it is tried at the next look */
async function take(
  hub: Hub,
  file: WatchedFile,
  organisation: number,
  { log }: WatchOptions,
): Promise<'taken' | 'refused' | 'later'> {
  const { product, release, name } = file
  try {
    await takeFile(hub, file, organisation)
    log({ level: 'info', what: 'file taken in', product, release, name })
    return 'taken'
  } catch (error) {
    if (error instanceof FileChanged) return 'later'
    if (!(error instanceof Problem) || isTemporary(error)) throw error
    const text = wordsOf(error)
    await noteRefusal(file, text)
    log({
      level: 'warn',
      what: 'file refused',
      product,
      release,
      name,
      reason: text.split('\n')[0],
    })
    return 'refused'
  }
}

function isTemporary({ code, cause }: Problem): boolean {
  return troubleOf(cause) !== undefined || PROBLEMS[code].status >= 500
}

function wordsOf(error: Problem): string {
  const { detail, faults = [], hint } = error.details
  return [
    detail ?? error.message,
    ...faults.map(({ at, message }) => `  ${at === '' ? '' : `${at}: `}${message}`),
    ...(hint === undefined ? [] : [hint]),
    'It is tried again when the file changes, or when this note is removed.',
    '',
  ].join('\n')
}

/** @throws Error that says what to set */
async function organisationOf({ store }: Hub, name: string | undefined): Promise<number> {
  const all = await organisations(store.db)
  const found = name === undefined ? all : all.filter((each) => each.name === name)
  const [one] = found
  if (one !== undefined && found.length === 1) return one.id
  throw new Error(
    name === undefined
      ? 'there are several organisations: --watch-organisation says whose the products are'
      : `there is no organisation ${name} (--watch-organisation)`,
  )
}

async function tellOfFailure({ store }: Hub, { log }: WatchOptions, error: unknown): Promise<void> {
  const words = error instanceof Error ? error.message : String(error)
  log({ level: 'error', what: 'the watched folder was not read', error: words })
  const trouble = troubleOf(error)
  const { db, now } = store
  await reportProblem(db, {
    key: KEY,
    severity: 'error',
    title: 'The watched folder is not read',
    // words of the system hold paths
    detail:
      trouble === 'disk-full'
        ? 'The disk is full. Its files are tried again.'
        : 'Its files stay where they are and are tried again; the log says more.',
    at: now(),
  }).catch(() => undefined)
}
