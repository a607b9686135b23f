// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
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
    const hash = createHash('sha256')
    let size = 0
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length
        if (size > limit) {
          done(tooLarge(limit))
          return
        }
        hash.update(chunk)
        done(null, chunk)
      },
    })
    await pipeline(
      Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
      count,
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
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
      sha256: hash.digest('hex'),
      bytes: () => createReadStream(path) as AsyncIterable<Uint8Array>,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function tooLarge(limit: number): Problem {
  return new Problem('too-large', {
    detail: `more than ${limit} bytes`,
    hint: 'the administrator can raise the limit of uploads (--max-upload)',
  })
}
