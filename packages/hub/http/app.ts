// SPDX-License-Identifier: Apache-2.0
import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { StoreError } from '@headwater/store/fault'
import { mayAnywhere } from '../access/index.ts'
import { Problem as ProblemShape } from '../api-types/index.ts'
import { Problem, PROBLEMS, problemBody } from '../problem/index.ts'
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
}

/** Every route of the hub behind the same four doors: headers, origin, who, and may they. */
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
  for (const route of options.routes) {
    const config: RouteConfig = {
      ...route.config,
      middleware: [guard(route.access, options)],
      responses: { ...route.config.responses, ...problemResponses(route) },
    }
    app.openapi(config, route.handle as never)
  }
  app.notFound((context) => answer(context, new Problem('not-found')))
  app.onError((error, context) => {
    const problem = problemOf(error)
    if (problem.code === 'internal') options.report(error, context.get('requestId'))
    return answer(context, problem)
  })
  return app
}

function guard(access: RouteAccess, options: AppOptions): MiddlewareHandler<HubEnv> {
  return async (context, next) => {
    if (access.kind !== 'public') {
      const caller = await options.authenticate(context.req.raw)
      if (caller === undefined) throw new Problem('unauthenticated')
      if (access.kind === 'action' && !mayAnywhere(caller, access.action)) {
        throw new Problem('forbidden', { detail: `this needs the right to ${access.action}` })
      }
      context.set('caller', caller)
    }
    await next()
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StoreError) return problemOfStore(error)
  // what hono itself refuses: a body that is no JSON, a path that cannot be decoded
  if (error instanceof HTTPException && error.status === 400) {
    return new Problem('bad-request', { detail: error.message }, { cause: error })
  }
  return new Problem('internal', {}, { cause: error })
}

function answer(context: Context<HubEnv>, problem: Problem): Response {
  const { retryAfterSeconds } = problem.details
  if (retryAfterSeconds !== undefined) context.header('Retry-After', String(retryAfterSeconds))
  if (problem.code === 'unauthenticated') context.header('WWW-Authenticate', 'Bearer')
  const status: ContentfulStatusCode = PROBLEMS[problem.code].status
  return context.json(problemBody(problem, context.get('requestId')), status, {
    'Content-Type': 'application/problem+json',
  })
}

/** OpenAPI: what may go wrong, grouped by status. */
function problemResponses({ access, problems }: HubRoute): RouteConfig['responses'] {
  const codes = new Set(problems)
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
