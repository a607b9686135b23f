// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problem/index.ts'
import type { HubEnv } from './route.ts'

/** Headers of an answer that a 304 repeats (RFC 9110, section 15.4.5). */
const KEPT: ReadonlySet<string> = new Set(['cache-control', 'etag', 'vary', 'x-request-id'])
const TAG_BYTES = 18

/**
 * What a GET answers as JSON has an entity tag: its own bytes', so that it is strong. Who has those bytes already (`If-None-Match`) gets
 * 304 and nothing else. A route that streams may give its own tag.
 */
export function entityTags(): MiddlewareHandler<HubEnv> {
  return async (context, next) => {
    await next()
    const { res } = context
    if (res.status !== 200) return
    const isJson = res.headers.get('content-type')?.startsWith('application/json') === true
    const tag =
      res.headers.get('etag') ??
      (isJson ? tagOf(Buffer.from(await res.clone().arrayBuffer())) : undefined)
    if (tag === undefined) return
    res.headers.set('ETag', tag)
    const given = context.req.header('if-none-match')
    if (given === undefined || !listsTag(given, tag)) return
    await res.body?.cancel()
    const answer = new Response(null, { status: 304 })
    for (const [name, value] of res.headers) if (KEPT.has(name)) answer.headers.set(name, value)
    // else hono puts the headers of the answer before into this one
    context.res = undefined
    context.res = answer
  }
}

export interface Preconditions {
  /** Whether a GET answers at the same path: what has no representation has no tag. */
  readonly hasTag: boolean
  /** What a GET by the same caller answers now. */
  readonly current: (request: Request) => Promise<Response>
  /** Runs one thing of a name at a time. */
  readonly whileHeld: <T>(name: string, run: () => Promise<T>) => Promise<T>
}

/**
 * A change with `If-Match` is made only while the address still says what the caller has read (RFC 9110, section 13.1.1). The look and the
 * change are one: others who change the same address wait.
 * @throws Problem `precondition-failed`
 */
export function preconditions({
  hasTag,
  current,
  whileHeld,
}: Preconditions): MiddlewareHandler<HubEnv> {
  return async (context, next) => {
    const given = context.req.header('if-match')
    if (given === undefined) {
      await next()
      return
    }
    if (!hasTag) {
      throw new Problem('precondition-failed', {
        detail: 'this address answers no GET, so that nobody can have read its version',
        hint: 'leave If-Match out',
      })
    }
    const { organisationId } = context.get('caller')
    await whileHeld(`${organisationId} ${context.req.path}`, async () => {
      const answer = await current(context.req.raw)
      await answer.body?.cancel()
      const tag = answer.status === 200 ? answer.headers.get('etag') : null
      // what is not there any more is for the route to say
      if (answer.status !== 404 && (tag === null || !matches(given, tag))) {
        throw new Problem('precondition-failed', {
          hint: 'read it again, and send the change with the ETag of that answer',
        })
      }
      await next()
    })
  }
}

function tagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest().subarray(0, TAG_BYTES).toString('base64url')}"`
}

/** Weak comparison (RFC 9110, section 8.8.3.2). */
function listsTag(list: string, tag: string): boolean {
  const plain = tag.replace(/^W\//, '')
  return list.trim() === '*' || tagsOf(list).some((each) => each.replace(/^W\//, '') === plain)
}

/** Strong comparison: a weak tag is equal to nothing. */
function matches(list: string, tag: string): boolean {
  return list.trim() === '*' || tagsOf(list).includes(tag)
}

/** Ours hold no comma. */
function tagsOf(list: string): readonly string[] {
  return list.split(',').map((each) => each.trim())
}
