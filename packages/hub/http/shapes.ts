// SPDX-License-Identifier: Apache-2.0
import type { z } from '@hono/zod-openapi'

/** A response of OpenAPI with a body of this shape. */
export function jsonOf<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } } as const
}

/** A request of OpenAPI with a body of this shape. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const
}
