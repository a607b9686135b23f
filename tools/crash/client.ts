// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { sbomText } from './model.ts'
import { pause, until, type Member } from './processes.ts'

export const PUBLIC_URL = 'http://hub.example'

/** Somebody who is signed in, and asks whichever process answers. */
export interface Client {
  ask(method: string, path: string, body?: object | string): Promise<Answer>
  /** Until somebody says yes. */
  insist(method: string, path: string, body?: object | string): Promise<Answer>
}

interface Answer {
  readonly status: number
  readonly said: Record<string, unknown>
}

export async function signIn(members: readonly Member[]): Promise<Client> {
  const doors = members.filter(({ port }) => port !== undefined)
  let cookie = ''
  let turn = 0
  const ask: Client['ask'] = async (method, path, body) => {
    const { port } = doors[turn++ % doors.length] ?? {}
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: {
        origin: PUBLIC_URL,
        ...(cookie === '' ? {} : { cookie }),
        'content-type': typeof body === 'string' ? 'application/octet-stream' : 'application/json',
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const text = await response.text()
    return {
      status: response.status,
      said: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
    }
  }
  const insist: Client['insist'] = (method, path, body) =>
    until(`${method} ${path}`, 120_000, async () => {
      const answer = await ask(method, path, body)
      if (answer.status < 300) return answer
      if (answer.status === 429) await pause(1_000)
      // what a process that was killed has done already
      if (answer.status === 409) return answer
      if (answer.status < 500 && answer.status !== 429) {
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.said)}`)
      }
      return undefined
    })
  const link = await until('a link is printed', 60_000, () => {
    const text = doors.map((each) => each.output()).join('')
    return Promise.resolve(/sign-in#(\S+)/.exec(text)?.[1])
  })
  await insist('POST', '/sessions', { link })
  return { ask, insist }
}

/** A document that was acknowledged. */
export interface Acknowledged {
  readonly release: string
  readonly document: number
  readonly sha256: string
}

/** Uploads one document after the other until it is stopped, each until it is acknowledged. */
export function startUploads(
  client: Client,
  releases: readonly string[],
  pace: number,
): { readonly stop: () => Promise<readonly Acknowledged[]> } {
  const acknowledged: Acknowledged[] = []
  const state = { isStopped: false }
  let next = 0
  const uploader = async (): Promise<void> => {
    while (!state.isStopped) {
      const document = next++
      const release = releases[document % releases.length] ?? ''
      const text = sbomText(document)
      await client.insist(
        'POST',
        `/releases/${release}/documents?fileName=build-${document}.cdx.json`,
        text,
      )
      const sha256 = createHash('sha256').update(text).digest('hex')
      acknowledged.push({ release, document, sha256 })
      await pause(pace)
    }
  }
  const running = Promise.all([uploader(), uploader(), uploader()])
  // heard when it is stopped
  running.catch(() => undefined)
  return {
    stop: async () => {
      state.isStopped = true
      await running
      return acknowledged
    },
  }
}
