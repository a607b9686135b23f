// SPDX-License-Identifier: Apache-2.0
import type { RouteConfig, RouteHandler } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Action, Principal } from '../access/index.ts'
import type { ProblemCode } from '../problem/index.ts'

/**
 * Who a route is for. `action`: a signed-in principal who may do this somewhere in the organisation; the handler then asks `may` for
 * each row. A test walks every route with every role, so a route cannot be written without saying this.
 */
export type RouteAccess =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'action'; readonly action: Action }

/** Who asks, with the rows that stand for them in the store. */
export interface Caller extends Principal {
  readonly account: number
  readonly organisationId: number
  /** Of the cookie that they came with. */
  readonly session?: number
  /** What the audit log names: `user:…` or `token:…`. */
  readonly actor: string
}

interface HubVariables {
  readonly requestId: string
  /** Set for every route that is not public. */
  caller: Caller
}

export interface HubEnv {
  Variables: HubVariables
}

/** One operation of the API: what OpenAPI says of it, who may call it, what it does. */
export interface HubRoute {
  readonly config: RouteConfig
  readonly access: RouteAccess
  /** Problems that it answers beside those that every route has. */
  readonly problems: readonly ProblemCode[]
  readonly handle: (context: Context<HubEnv>) => Response | Promise<Response>
  /** Of a body of JSON, in bytes, where it is more than usual. */
  readonly largestBody?: number
}

/** A route whose handler sees what its schemas let through. */
export function hubRoute<Config extends RouteConfig>(
  config: Config,
  access: RouteAccess,
  handle: RouteHandler<Config, HubEnv>,
  problems: readonly ProblemCode[] = [],
  more: Pick<HubRoute, 'largestBody'> = {},
): HubRoute {
  return { config, access, problems, handle: handle as never, ...more }
}
