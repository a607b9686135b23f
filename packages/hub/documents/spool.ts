// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Problem } from '../problem/index.ts'

/** An upload as a file of ours, whole. */
export interface Spooled {
  readonly path: string
  readonly sha256: string
  readonly size: number
  bytes(): AsyncIterable<Uint8Array>
}

/**
 * Takes an upload to a file of our own name, hashes it on the way, lets it be used and removes it.
 * @throws Problem `too-large` beyond `limit` bytes: no more than that is ever kept; `bad-request` where it ends early or is empty
 */
export async function spooled<Result>(
  body: ReadableStream<Uint8Array> | null,
  { limit, announced }: { readonly limit: number; readonly announced?: number },
  use: (file: Spooled) => Promise<Result>,
): Promise<Result> {
  if (body === null) throw new Problem('bad-request', { detail: 'the request has no body' })
  if (announced !== undefined && announced > limit) throw tooLarge(limit)
  const folder = await mkdtemp(join(tmpdir(), 'headwater-upload-'))
  try {
    const path = join(folder, 'document')
    const { size, sha256 } = await layDown(body, path, limit)
    if (size === 0) throw new Problem('bad-request', { detail: 'the document is empty' })
    if (announced !== undefined && size !== announced) {
      throw new Problem('bad-request', {
        detail: `${size} of the announced ${announced} bytes arrived`,
        hint: 'send it again',
      })
    }
    return await use({
      path,
      size,
      sha256,
      bytes: () => createReadStream(path) as AsyncIterable<Uint8Array>,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Who is still sending hears no answer: so much is taken from them and thrown away, before they are told. */
const MOST_SWALLOWED = 64 * 1024 * 1024

async function layDown(
  body: ReadableStream<Uint8Array>,
  path: string,
  limit: number,
): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let size = 0
  let swallowed = 0
  let failure: unknown
  try {
    for await (const chunk of Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])) {
      const bytes = chunk as Uint8Array
      if (failure !== undefined) {
        swallowed += bytes.length
        if (swallowed > MOST_SWALLOWED) break
        continue
      }
      size += bytes.length
      if (size > limit) {
        failure = tooLarge(limit)
        continue
      }
      hash.update(bytes)
      await file.writeFile(bytes).catch((error: unknown) => {
        failure = error
      })
    }
  } finally {
    await file.close()
  }
  if (failure !== undefined) throw failure
  return { size, sha256: hash.digest('hex') }
}

function tooLarge(limit: number): Problem {
  return new Problem('too-large', {
    detail: `more than ${limit} bytes`,
    hint: 'the administrator can raise the limit of uploads (--max-upload)',
  })
}
