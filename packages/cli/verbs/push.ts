// SPDX-License-Identifier: Apache-2.0
import { openAsBlob, statSync } from 'node:fs'
import { basename } from 'node:path'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'

export interface PushVerbOptions {
  readonly hub?: string
  readonly release: string
  readonly type?: string
}

/** A hub that is busy or away for a moment is asked again after these pauses, in milliseconds. */
const PAUSES = [1_000, 4_000, 15_000] as const
const PATIENCE = 10 * 60_000

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
  for (const path of paths) {
    const url = new URL(`/api/v1/releases/${encodeURIComponent(options.release)}/documents`, hub)
    url.searchParams.set('fileName', basename(path))
    if (options.type !== undefined) url.searchParams.set('type', options.type)
    const answer = await sendPatiently(url, token, path)
    if (!('isNew' in answer)) return refused(path, answer, io)
    io.out(
      `${path}: ${answer.isNew ? `now in the lane ${answer.lane}` : `was in the lane ${answer.lane} already`}\n`,
    )
  }
  return EXIT.ok
}

interface Receipt {
  readonly lane: string
  readonly isNew: boolean
}

interface Refusal {
  readonly status: number
  readonly title?: string
  readonly detail?: string
  readonly hint?: string
  readonly faults?: readonly { readonly at: string; readonly message: string }[]
}

async function sendPatiently(url: URL, token: string, path: string): Promise<Receipt | Refusal> {
  for (let attempt = 0; ; attempt++) {
    const answer = await send(url, token, path)
    const pause = PAUSES[attempt]
    const isTemporary = 'status' in answer && [0, 429, 502, 503, 504].includes(answer.status)
    if (!isTemporary || pause === undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

async function send(url: URL, token: string, path: string): Promise<Receipt | Refusal> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: await openAsBlob(path),
      // a token must not follow a redirect to somebody else
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    })
  } catch (error) {
    const { message, cause } = error as Error
    return { status: 0, title: cause instanceof Error ? cause.message : message }
  }
  const text = await response.text()
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  if (!isJson) return { status: response.status, title: `${url.origin} is no hub` }
  const said = JSON.parse(text) as Receipt | Refusal
  return response.ok ? said : { ...(said as Refusal), status: response.status }
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
