// SPDX-License-Identifier: Apache-2.0
import type { Upload as UploadShape, ValueOf } from '@headwater/hub/api-types'
import { ApiProblem, get, upload } from './client.ts'

type Upload = ValueOf<typeof UploadShape>

const PIECE = 8 * 1024 * 1024
const MOST_TRIES = 6
const FIRST_WAIT = 500
const WAIT_FOR_READING = 1_000

/**
 * Sends a document to a release: small ones at once, large ones in pieces that survive a broken connection (tus 1.0).
 * `onProgress` gets the share that has come, 0 to 1.
 * @throws ApiProblem
 */
export async function sendInPieces(
  release: string,
  file: File,
  about: Readonly<Record<string, string>>,
  onProgress: (share: number) => void,
): Promise<void> {
  const path = `/releases/${encodeURIComponent(release)}`
  if (file.size <= PIECE) {
    await upload(`${path}/documents`, { fileName: file.name, ...about }, file)
    return
  }
  const address = await begin(`/api/v1${path}/uploads`, file, about)
  let offset = 0
  while (offset < file.size) {
    offset = await sendPiece(address, file, offset)
    onProgress(offset / file.size)
  }
  await untilRead(address)
}

async function begin(
  url: string,
  file: File,
  about: Readonly<Record<string, string>>,
): Promise<string> {
  const metadata = Object.entries({ filename: file.name, ...about })
    .map(([key, value]) => `${key} ${base64Of(value)}`)
    .join(',')
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(file.size),
      'Upload-Metadata': metadata,
    },
  })
  if (!response.ok) throw await problemOf(response)
  return response.headers.get('location') ?? ''
}

/** Sends the bytes from an offset on; after a failure the hub says where it stopped. */
async function sendPiece(address: string, file: File, from: number): Promise<number> {
  let offset = from
  for (let tries = 1; ; tries++) {
    try {
      const response = await fetch(address, {
        method: 'PATCH',
        credentials: 'same-origin',
        headers: {
          'Tus-Resumable': '1.0.0',
          'Upload-Offset': String(offset),
          'Content-Type': 'application/offset+octet-stream',
        },
        body: file.slice(offset, offset + PIECE),
      })
      if (response.ok) return Number(response.headers.get('upload-offset'))
      if (![409, 423, 429, 502, 503].includes(response.status)) throw await problemOf(response)
      if (tries === MOST_TRIES) throw await problemOf(response)
    } catch (error) {
      if (error instanceof ApiProblem || tries === MOST_TRIES) throw error
    }
    await pause(FIRST_WAIT * 2 ** tries)
    offset = await offsetOf(address, offset)
  }
}

async function offsetOf(address: string, before: number): Promise<number> {
  try {
    const response = await fetch(address, {
      method: 'HEAD',
      credentials: 'same-origin',
      headers: { 'Tus-Resumable': '1.0.0' },
    })
    const said = response.headers.get('upload-offset')
    return said === null ? before : Number(said)
  } catch {
    return before
  }
}

async function untilRead(address: string): Promise<void> {
  const path = address.replace(/^.*\/api\/v1/, '')
  for (;;) {
    const { state, problem } = await get<Upload>(path)
    if (state === 'done') return
    if (state === 'refused' && problem !== undefined) throw new ApiProblem(problem)
    await pause(WAIT_FOR_READING)
  }
}

function base64Of(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const said = (await response.json().catch(() => undefined)) as ApiProblem['body'] | undefined
  return new ApiProblem(
    said ?? {
      type: 'about:blank',
      title: `The hub answered ${response.status}`,
      status: response.status,
      code: 'internal',
      instance: '',
    },
  )
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
