// SPDX-License-Identifier: Apache-2.0
import { openAsBlob, statSync } from 'node:fs'
import { basename } from 'node:path'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { ask, type Destination, type Receipt, type Refusal } from './push-ask.ts'
import { sendInPieces } from './push-pieces.ts'
import { releaseNamed } from './push-release.ts'

export interface PushVerbOptions {
  readonly hub?: string
  /** By its id, or, where the product is named, by its name. */
  readonly release: string
  readonly product?: string
  readonly create?: boolean
  readonly type?: string
}

/** A hub that is busy or away for a moment is asked again after these pauses, in milliseconds. */
const PAUSES = [1_000, 4_000, 15_000] as const
/** Larger ones are sent in pieces, so that a broken connection does not begin anew. */
const LARGE = 8 * 1024 * 1024

/** Sends documents to a release of a hub. Sending the same ones again does nothing, so that a job may be repeated. */
export async function push(
  paths: readonly string[],
  options: PushVerbOptions,
  io: Io,
): Promise<ExitCode> {
  const hub = hubOf(options.hub ?? io.env['HEADWATER_HUB'])
  const token = io.env['HEADWATER_TOKEN']
  if (token === undefined || token === '') {
    throw new UsageError(
      'no token: HEADWATER_TOKEN is not set',
      'make one under Settings, Tokens, that may upload; it is never given on the command line, where others can read it',
    )
  }
  for (const path of paths) mustBeFile(path)
  const { type, product, create } = options
  const door = { hub, token }
  const named = { product: product ?? '', release: options.release, isMade: create ?? false }
  const release = product === undefined ? options.release : await releaseNamed(door, named)
  if (typeof release !== 'string') return refused(`${product} ${options.release}`, release, io)
  const to: Destination = { hub, token, release, ...(type === undefined ? {} : { type }) }
  for (const path of paths) {
    const isLarge = statSync(path).size > LARGE
    // an older hub takes no pieces
    const pieces = isLarge ? await sendInPieces(to, path) : undefined
    const answer = pieces ?? (await sendPatiently(to, path))
    if (!('isNew' in answer)) return refused(path, answer, io)
    io.out(
      `${path}: ${answer.isNew ? `now in the lane ${answer.lane}` : `was in the lane ${answer.lane} already`}\n`,
    )
  }
  return EXIT.ok
}

async function sendPatiently(to: Destination, path: string): Promise<Receipt | Refusal> {
  for (let attempt = 0; ; attempt++) {
    const answer = await send(to, path)
    const pause = PAUSES[attempt]
    const isTemporary = 'status' in answer && [0, 429, 502, 503, 504].includes(answer.status)
    if (!isTemporary || pause === undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

async function send(to: Destination, path: string): Promise<Receipt | Refusal> {
  const url = new URL(`/api/v1/releases/${encodeURIComponent(to.release)}/documents`, to.hub)
  url.searchParams.set('fileName', basename(path))
  if (to.type !== undefined) url.searchParams.set('type', to.type)
  const answer = await ask(to, 'POST', url, {
    headers: { 'content-type': 'application/octet-stream' },
    body: await openAsBlob(path),
  })
  return answer.kind === 'said' ? (answer.said as unknown as Receipt) : answer.refusal
}

function refused(path: string, { status, title, detail, hint, faults }: Refusal, io: Io): ExitCode {
  const what = [title, detail].filter((part) => part !== undefined).join(': ')
  io.err(`error[PUSH]: ${path}: ${what}${status === 0 ? '' : ` (${status})`}\n`)
  for (const { at, message } of faults ?? []) io.err(`  ${at === '' ? '' : `${at}: `}${message}\n`)
  if (hint !== undefined) io.err(`hint: ${hint}\n`)
  return EXIT.unreadable
}

function hubOf(text: string | undefined): URL {
  if (text !== undefined && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) {
    return new URL(text)
  }
  throw new UsageError(
    text === undefined ? 'which hub?' : `--hub ${text}: must be http://… or https://…`,
    'give --hub or set HEADWATER_HUB',
  )
}

function mustBeFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new UsageError(`${path}: no such file`, 'a folder is sent as an archive: tar or zip it')
  }
}
