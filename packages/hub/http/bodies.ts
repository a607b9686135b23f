// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { HonoRequest } from 'hono'
import { Problem } from '../problem/index.ts'

/** A body that is no document: settings, names, verdicts. */
export const USUAL_BODY = 2_000_000

/**
 * Reads a body that is wanted whole, before anybody parses it; a second look costs nothing.
 * @throws Problem `too-large` beyond `limit` bytes, of which no more than that is held
 */
export async function readWhole(request: HonoRequest, limit: number): Promise<Uint8Array> {
  const known = await (request.bodyCache as { arrayBuffer?: Promise<ArrayBufferLike> }).arrayBuffer
  if (known !== undefined) return new Uint8Array(known)
  const announced = Number(request.header('content-length'))
  if (announced > limit) throw tooLarge(limit)
  const parts: Uint8Array[] = []
  let size = 0
  if (request.raw.body !== null) {
    for await (const part of request.raw.body as unknown as AsyncIterable<Uint8Array>) {
      size += part.byteLength
      if (size > limit) throw tooLarge(limit)
      parts.push(part)
    }
  }
  const bytes = Buffer.concat(parts)
  // where hono looks when a validator asks for it
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const cache = request.bodyCache as { arrayBuffer?: Promise<ArrayBufferLike> }
  cache.arrayBuffer = Promise.resolve(whole)
  return bytes
}

/**
 * What is asked for, apart from its body.
 * @param key the caller's: a body may hold a password, and whoever reads hashes must not be able to try passwords against them
 */
export function hashOfHead(request: HonoRequest, key: string): Buffer {
  const { pathname, search } = new URL(request.url)
  const said = [key, request.method, pathname, search, request.header('content-type') ?? '']
  return createHash('sha256').update(JSON.stringify(said)).digest()
}

export function hashOfWhole(head: Uint8Array, body: Uint8Array): Buffer {
  return createHash('sha256').update(head).update(body).digest()
}

/** Lets a streamed body through and hashes it on the way. `hash` reads what nobody has read. */
export function hashedStream(
  head: Uint8Array,
  request: Request,
  limit: number,
): { readonly request: Request; readonly hash: () => Promise<Buffer> } {
  const hash = createHash('sha256').update(head)
  let size = 0
  let isWhole = request.body === null
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(part, controller) {
      size += part.byteLength
      if (size > limit) throw tooLarge(limit)
      hash.update(part)
      controller.enqueue(part)
    },
    flush() {
      isWhole = true
    },
  })
  const body = request.body?.pipeThrough(count) ?? null
  const { url, method, headers } = request
  const passed =
    body === null
      ? request
      : new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
  return {
    request: passed,
    async hash() {
      if (!isWhole && passed.body !== null && !passed.body.locked) {
        for await (const _ of passed.body as unknown as AsyncIterable<Uint8Array>);
      }
      return hash.digest()
    },
  }
}

function tooLarge(limit: number): Problem {
  return new Problem('too-large', { detail: `more than ${limit} bytes` })
}
