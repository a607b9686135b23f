// SPDX-License-Identifier: Apache-2.0
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { HubEnv, HubRoute } from './route.ts'

const UNSAFE: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete'])

/** Headers that the kernel knows, in one place for all routes. */
const PARAMETERS = {
  IdempotencyKey: header(
    'Idempotency-Key',
    'Of your making, 1 to 200 signs. The same request with the same key is carried out once, and answered alike for a day.',
  ),
  IfMatch: header('If-Match', 'The ETag of what you read: changed only while it is still that'),
  IfNoneMatch: header('If-None-Match', 'The ETag of what you have: 304 while it is still that'),
} as const

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token of Settings, Tokens' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'The same token' },
  session: { type: 'apiKey', in: 'cookie', name: 'headwater_session', description: 'Of the pages' },
} as const

interface Operation {
  parameters?: unknown[]
  responses: Record<string, Record<string, unknown>>
  security?: unknown[]
}

/** The OpenAPI 3.1 document of an app: what its routes say, and what the kernel does around each of them. */
export function describeApi(app: OpenAPIHono<HubEnv>, routes: readonly HubRoute[]): object {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Headwater hub', version: '1' },
  })
  const paths = document.paths as Record<string, Record<string, Operation>>
  for (const { config, access } of routes) {
    const operation = paths[config.path]?.[config.method]
    if (operation === undefined) continue
    const isPublic = access.kind === 'public'
    operation.security = isPublic ? [] : [{ bearer: [] }, { apiKey: [] }, { session: [] }]
    if (config.method === 'get') describeRead(operation)
    else if (UNSAFE.has(config.method) && !isPublic) {
      add(operation, 'IdempotencyKey')
      add(operation, 'IfMatch')
    }
  }
  return {
    ...document,
    info: { ...document.info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    components: {
      ...document.components,
      parameters: PARAMETERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

/** Only JSON has a tag. */
function describeRead(operation: Operation): void {
  const good = operation.responses['200']
  if (good?.['content'] === undefined) return
  add(operation, 'IfNoneMatch')
  good['headers'] = { ETag: { schema: { type: 'string' } } }
  operation.responses['304'] = { description: 'you have it' }
}

function add(operation: Operation, name: keyof typeof PARAMETERS): void {
  operation.parameters = [
    ...(operation.parameters ?? []),
    { $ref: `#/components/parameters/${name}` },
  ]
}

function header(name: string, description: string) {
  return { in: 'header', name, description, schema: { type: 'string' } } as const
}
