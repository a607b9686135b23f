// SPDX-License-Identifier: Apache-2.0
import type { Problem, ValueOf } from '@headwater/hub/api-types'

export type ProblemBody = ValueOf<typeof Problem>

/** What the hub refused, or that it could not be reached (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title)
    this.body = body
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Send {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  /** The version that is being changed; the hub refuses where somebody was faster. */
  readonly version?: number
  /** So that a request that is sent again does its work once. */
  readonly idempotencyKey?: string
}

const BASE = '/api/v1'

/** @throws ApiProblem */
export async function get<Value>(
  path: string,
  query: Query = {},
  signal?: AbortSignal,
): Promise<Value> {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value))
  }
  const tail = search.size === 0 ? '' : `?${search.toString()}`
  return ask<Value>(`${BASE}${path}${tail}`, signal === undefined ? {} : { signal })
}

/** @throws ApiProblem */
export async function send<Value>(path: string, { method, ...what }: Send): Promise<Value> {
  const headers: Record<string, string> = {}
  if (what.body !== undefined) headers['Content-Type'] = 'application/json'
  if (what.version !== undefined) headers['If-Match'] = await tagOf(path, what.version)
  if (what.idempotencyKey !== undefined) headers['Idempotency-Key'] = what.idempotencyKey
  return ask<Value>(`${BASE}${path}`, {
    method,
    headers,
    ...(what.body === undefined ? {} : { body: JSON.stringify(what.body) }),
  })
}

/**
 * Tags change with anything that an answer says, versions only with what people change: who edits is stopped by the latter alone. The tag
 * then holds until the change is made.
 */
async function tagOf(path: string, version: number): Promise<string> {
  const response = await fetch(`${BASE}${path}`, { credentials: 'same-origin' })
  const said = (await response.json()) as { readonly version?: number } & ProblemBody
  if (!response.ok) throw new ApiProblem(said)
  const tag = response.headers.get('etag')
  if (said.version === version && tag !== null) return tag
  throw new ApiProblem({
    type: 'about:blank',
    title: 'Somebody changed it since you read it',
    hint: 'this page shows it as it is now: look at it, then change it again',
    status: 412,
    code: 'precondition-failed',
    instance: '',
  })
}

/** A key of its own for a request that is to be done once; `randomUUID` is missing where a hub is reached without TLS. */
export function onceKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Sends a file as it is; the browser streams it. @throws ApiProblem */
export async function upload<Value>(path: string, query: Query, file: File): Promise<Value> {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) search.set(key, String(value))
  }
  return ask<Value>(`${BASE}${path}?${search.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  })
}

async function ask<Value>(url: string, init: RequestInit): Promise<Value> {
  let response: Response
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw unreachable()
  }
  if (response.status === 204) return undefined as Value
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  const said: unknown = isJson ? await response.json() : undefined
  if (response.ok && isJson) return said as Value
  throw new ApiProblem(
    isJson
      ? (said as ProblemBody)
      : {
          type: 'about:blank',
          title: `The hub answered ${response.status}`,
          status: response.status,
          code: 'internal',
          instance: '',
        },
  )
}

function unreachable(): ApiProblem {
  return new ApiProblem({
    type: 'about:blank',
    title: 'The hub cannot be reached',
    detail: 'the connection failed; what you see may be old',
    hint: 'see whether the hub still runs, then try again',
    status: 0,
    code: 'unreachable',
    instance: '',
  })
}
