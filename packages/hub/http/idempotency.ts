// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { StoreError } from '@headwater/store/fault'
import {
  abandonRequest,
  beginRequest,
  finishRequest,
  type IdempotentRequest,
} from '@headwater/store/idempotency'
import { Problem } from '../problem/index.ts'
import { sealingOf } from '../secrets/sealing.ts'
import { hashedStream, hashOfHead, hashOfWhole, readWhole } from './bodies.ts'
import type { Hub } from './hub.ts'
import type { HubEnv } from './route.ts'

const KEY = 'Idempotency-Key'
const REPLAYED = 'Idempotency-Replayed'
/** Draft "The Idempotency-Key HTTP Header Field": a structured string; most clients leave the quotes out. */
const GIVEN_KEY = /^"?([\x21\x23-\x7e]{1,200})"?$/
const RETRY_SECONDS = 5

interface Answer {
  readonly type: string | null
  readonly location: string | null
  readonly body: string
}

export interface IdempotencyOptions {
  /** Largest body of a route that wants it whole; absent: the route streams. */
  readonly whole: number | undefined
  readonly report: (error: unknown) => void
}

/**
 * A change that is sent twice with one `Idempotency-Key` is made once: the second gets the first's answer, for a day. What was refused
 * changed nothing, and its key may be used again. Answers may hold secrets that are shown once, so they are sealed, and what opens them
 * is the caller's key, of which only a hash is kept.
 * @throws Problem `key-reused` for another request, `conflict` while the first has no answer
 */
export function idempotency(
  hub: Hub,
  { whole, report }: IdempotencyOptions,
): MiddlewareHandler<HubEnv> {
  const { db, now } = hub.store
  return async (context, next) => {
    const given = context.req.header(KEY)
    if (given === undefined) {
      await next()
      return
    }
    const key = GIVEN_KEY.exec(given)?.[1]
    if (key === undefined) {
      throw new Problem('bad-request', {
        detail: `${KEY} is to be 1 to 200 letters, digits and signs of ASCII, without spaces`,
        hint: 'take a UUID',
      })
    }
    const caller = context.get('caller')
    const request: IdempotentRequest = {
      organisation: caller.organisationId,
      caller: caller.actor,
      key: createHash('sha256').update(key).digest('hex'),
    }
    const head = hashOfHead(context.req, key)
    const streamed =
      whole === undefined ? hashedStream(head, context.req.raw, hub.maxUpload) : undefined
    const wholeHash =
      whole === undefined ? undefined : hashOfWhole(head, await readWhole(context.req, whole))
    const beginning = await beginRequest(db, {
      ...request,
      ...(wholeHash === undefined ? {} : { hash: wholeHash }),
      at: now(),
    })
    switch (beginning.kind) {
      case 'other':
        throw reused()
      case 'running':
        throw new Problem('conflict', {
          detail:
            'the first request with this key has no answer: it is being carried out, or it broke off and nobody knows how far it came',
          hint: 'wait and ask again; if this stays, look whether it was carried out and take another key',
          retryAfterSeconds: RETRY_SECONDS,
        })
      case 'answered': {
        const hash = wholeHash ?? (await streamed?.hash())
        if (hash === undefined || !beginning.hash.equals(hash)) throw reused()
        return replay(beginning.status, await opened(beginning.response, key))
      }
      case 'first':
        break
    }
    if (streamed !== undefined) context.req.raw = streamed.request
    await next()
    try {
      const { status } = context.res
      if (status < 400) {
        const hash = wholeHash ?? (await streamed?.hash()) ?? head
        await finishRequest(db, {
          ...request,
          hash,
          status,
          response: await sealed(context.res, key),
        })
      } else if (!isLost(context.error)) await abandonRequest(db, request)
    } catch (error) {
      // it is carried out and answered; that it cannot be repeated is no reason to say otherwise
      report(error)
    }
    return undefined
  }

  async function sealed(response: Response, key: string): Promise<unknown> {
    const { headers } = response
    const answer: Answer = {
      type: headers.get('content-type'),
      location: headers.get('location'),
      body: await response.clone().text(),
    }
    return (await sealingOf(hub)).seal(JSON.stringify(answer), purposeOf(key))
  }

  async function opened(response: unknown, key: string): Promise<Answer> {
    const text = (await sealingOf(hub)).open(String(response), purposeOf(key))
    if (text === undefined) {
      throw new Problem('conflict', {
        detail: 'it was carried out, but its answer can no longer be opened',
        hint: 'the sealing key of the hub is another one than it was then',
      })
    }
    return JSON.parse(text) as Answer
  }
}

function replay(status: number, { type, location, body }: Answer): Response {
  const isEmpty = status === 204 || status === 304
  return new Response(isEmpty ? null : body, {
    status: status as ContentfulStatusCode,
    headers: {
      ...(type === null ? {} : { 'Content-Type': type }),
      ...(location === null ? {} : { Location: location }),
      [REPLAYED]: 'true',
    },
  })
}

function reused(): Problem {
  return new Problem('key-reused', { hint: 'each request has a key of its own' })
}

/** Whether what was being committed then stands, nobody knows. */
function isLost(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'CONNECTION_LOST'
}

function purposeOf(key: string): string {
  return `answer to ${key}`
}
