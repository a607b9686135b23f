// SPDX-License-Identifier: Apache-2.0
import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { StoreError } from '@headwater/store/fault'
import { createLocks } from '@headwater/store/locks'
import { mayAnywhere } from '../access/index.ts'
import { Problem as ProblemShape } from '../api-types/index.ts'
import { Problem, PROBLEMS, problemBody } from '../problem/index.ts'
import { readWhole, USUAL_BODY } from './bodies.ts'
import { entityTags, preconditions } from './entity-tags.ts'
import type { Hub } from './hub.ts'
import { idempotency } from './idempotency.ts'
import { describeApi } from './openapi.ts'
import type { Caller, HubEnv, HubRoute, RouteAccess } from './route.ts'
import { sameOrigin } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'
import { problemOfStore } from './store-problems.ts'

export interface AppOptions {
  /** Where browsers reach the hub: `https://headwater.example`. */
  readonly publicUrl: URL
  readonly cookieName: string
  readonly routes: readonly HubRoute[]
  /** Who sends this request; undefined if nobody that we know. @throws Problem for a secret that is no longer valid. */
  readonly authenticate: (request: Request) => Promise<Caller | undefined>
  readonly newRequestId: () => string
  /** Failures that are ours, never the caller's. */
  readonly report: (error: unknown, requestId: string) => void
  /** Where requests that may come twice are kept. Without it `Idempotency-Key` says nothing. */
  readonly hub?: Hub
  /** @throws Problem `too-many-requests` */
  readonly take?: (caller: Caller) => void
}

const UNSAFE: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete'])

/**
 * Every route of the hub behind the same doors: headers, origin, who, and may they; then, for a change, whether it was made before
 * (`Idempotency-Key`) and whether it is of what is there (`If-Match`), and for a GET whether it is known already (`If-None-Match`).
 */
export function createApp(options: AppOptions): OpenAPIHono<HubEnv> {
  const app = new OpenAPIHono<HubEnv>({
    defaultHook: (result) => {
      if (result.success) return
      throw new Problem('invalid', {
        faults: result.error.issues.map(({ path, message }) => ({
          at: `/${path.map(String).join('/')}`,
          message,
        })),
      })
    },
  })
  app.openAPIRegistry.register('Problem', ProblemShape)
  app.use(async (context, next) => {
    context.set('requestId', options.newRequestId())
    await next()
    context.header('X-Request-Id', context.get('requestId'))
  })
  app.use(securityHeaders(options.publicUrl))
  app.use(sameOrigin(options.publicUrl, options.cookieName))
  const { whileHeld } =
    options.hub === undefined ? { whileHeld: atOnce } : createLocks(options.hub.store)
  const readable = new Set(
    options.routes.filter(({ config }) => config.method === 'get').map(({ config }) => config.path),
  )
  for (const route of options.routes) {
    const config: RouteConfig = {
      ...route.config,
      middleware: [guard(route.access, options), ...around(route)],
      responses: { ...route.config.responses, ...problemResponses(route) },
    }
    app.openapi(config, route.handle as never)
  }
  let described: object | undefined
  app.get('/api/v1/openapi.json', (context) => {
    described ??= describeApi(app, options.routes)
    return context.json(described)
  })
  app.notFound((context) => answer(context, new Problem('not-found')))
  app.onError((error, context) => {
    const problem = problemOf(error)
    // what is wrong with the machine is for the log as well
    if (problem.code === 'internal' || problem.code === 'out-of-space') {
      options.report(error, context.get('requestId'))
    }
    return answer(context, problem)
  })
  return app

  function around(route: HubRoute): MiddlewareHandler<HubEnv>[] {
    const { method, path } = route.config
    if (method === 'get') return [entityTags()]
    const whole = largestWhole(route)
    const bounded = whole === undefined ? [] : [boundedBody(whole)]
    // nobody is known there, and keys belong to callers
    if (!UNSAFE.has(method) || route.access.kind === 'public') return bounded
    const { hub } = options
    return [
      ...bounded,
      ...(hub === undefined
        ? []
        : [idempotency(hub, { whole, report: (error) => options.report(error, 'idempotency') })]),
      preconditions({
        hasTag: readable.has(path),
        current: (request) =>
          Promise.resolve(app.request(request.url, { headers: asker(request) })),
        whileHeld,
      }),
    ]
  }
}

async function atOnce<T>(_: string, run: () => Promise<T>): Promise<T> {
  return run()
}

/** Of a route that wants its body whole, which is JSON; any other streams what it takes. */
function largestWhole({ config, largestBody }: HubRoute): number | undefined {
  const content = config.request?.body?.content
  const isJson = content !== undefined && 'application/json' in content
  return isJson ? (largestBody ?? USUAL_BODY) : undefined
}

function boundedBody(limit: number): MiddlewareHandler<HubEnv> {
  return async (context, next) => {
    await readWhole(context.req, limit)
    await next()
  }
}

const ASKER = ['authorization', 'x-api-key', 'cookie'] as const

/** Who asks, for a look at what is there. */
function asker({ headers }: Request): Headers {
  const said = new Headers()
  for (const name of ASKER) {
    const value = headers.get(name)
    if (value !== null) said.set(name, value)
  }
  return said
}

function guard(access: RouteAccess, options: AppOptions): MiddlewareHandler<HubEnv> {
  return async (context, next) => {
    if (access.kind !== 'public') {
      const caller = await options.authenticate(context.req.raw)
      if (caller === undefined) throw new Problem('unauthenticated')
      if (access.kind === 'action' && !mayAnywhere(caller, access.action)) {
        throw new Problem('forbidden', { detail: `this needs the right to ${access.action}` })
      }
      options.take?.(caller)
      context.set('caller', caller)
    }
    await next()
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StoreError) return problemOfStore(error)
  // what hono itself refuses: a body of another type or that is no JSON, a path that cannot be decoded
  if (error instanceof HTTPException && error.status < 500) {
    return error.status === 415
      ? new Problem('unsupported-media-type', { hint: 'send it as application/json' })
      : new Problem('bad-request', { detail: error.message }, { cause: error })
  }
  if (isFullDisk(error)) {
    const detail = 'nothing of this request was kept'
    const hint = 'the administrator has to make room'
    return new Problem('out-of-space', { detail, hint }, { cause: error })
  }
  return new Problem('internal', {}, { cause: error })
}

/** Of the machine on which uploads are laid down; that of the database has an error of its own. */
function isFullDisk(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function answer(context: Context<HubEnv>, problem: Problem): Response {
  const { retryAfterSeconds } = problem.details
  if (retryAfterSeconds !== undefined) context.header('Retry-After', String(retryAfterSeconds))
  if (problem.code === 'unauthenticated') context.header('WWW-Authenticate', 'Bearer')
  // 460 is of tus, not of HTTP
  const status = PROBLEMS[problem.code].status as ContentfulStatusCode
  return context.json(problemBody(problem, context.get('requestId')), status, {
    'Content-Type': 'application/problem+json',
  })
}

const OF_JSON = ['bad-request', 'invalid', 'too-large', 'unsupported-media-type'] as const

/** OpenAPI: what may go wrong, grouped by status. */
function problemResponses(route: HubRoute): RouteConfig['responses'] {
  const { access, config } = route
  const codes = new Set(route.problems)
  if (largestWhole(route) !== undefined) {
    for (const code of OF_JSON) codes.add(code)
  }
  if (access.kind !== 'public') codes.add('too-many-requests')
  if (access.kind !== 'public' && UNSAFE.has(config.method)) {
    for (const code of ['conflict', 'precondition-failed', 'key-reused'] as const) codes.add(code)
  }
  if (access.kind !== 'public') codes.add('unauthenticated')
  if (access.kind === 'action') codes.add('forbidden')
  const byStatus = new Map<number, string[]>()
  for (const code of codes) {
    const { status } = PROBLEMS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [status, { description: list.join(', '), content }]),
  )
}
